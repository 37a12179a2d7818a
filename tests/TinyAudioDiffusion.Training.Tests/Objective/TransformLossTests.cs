using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Scalar;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Tests.Objective;

public sealed class TransformLossTests
{
    private static readonly Shape _shape = new(2, 1, 32);

    [Theory]
    [InlineData(TransformNames.Learned)]
    [InlineData(TransformNames.Patching)]
    public void Derivative_IsTheSlopeOfTheLoss(string transform)
    {
        using var engine = new ScalarEngine();
        using var network = Network(engine, transform);
        var loss = new TransformLoss(engine, network);
        var difference = new float[_shape.ElementCount];
        new NoiseStream(1).Fill(difference, channels: 1, draw: 0);
        double[] weights = [0.7, 0.2];
        var slope = new float[difference.Length];
        _ = loss.Differentiate(difference, _shape, weights, slope);
        for (var i = 0; i < difference.Length; i += 5)
        {
            const float Step = 1e-2f;
            var (above, below) = ((float[])difference.Clone(), (float[])difference.Clone());
            (above[i], below[i]) = (difference[i] + Step, difference[i] - Step);
            var ignored = new float[difference.Length];
            var expected = (
                loss.Differentiate(above, _shape, weights, ignored) - loss.Differentiate(below, _shape, weights,
                    ignored)) / ((double)above[i] - below[i]);
            Assert.Equal(expected, slope[i], 1e-4);
        }
    }

    [Fact]
    public void Loss_BehindPatches_IsThatOfTheWaveform()
    {
        using var engine = new ScalarEngine();
        using var network = Network(engine, TransformNames.Patching);
        var difference = new float[_shape.ElementCount];
        new NoiseStream(2).Fill(difference, channels: 1, draw: 0);
        var slope = new float[difference.Length];
        var expected = SquaredError.Compute(difference, new float[difference.Length]);
        Assert.Equal(expected, new TransformLoss(engine, network).Differentiate(difference, _shape, [0.5, 0.5], slope), 1e-6);
    }

    private static DiffusionNetwork Network(ScalarEngine engine, string transform)
    {
        var settings = transform == TransformNames.Learned
            ? new Dictionary<string, int>(StringComparer.Ordinal) { ["filters"] = 4, ["window"] = 4, ["stride"] = 2 }
            : new Dictionary<string, int>(StringComparer.Ordinal) { ["patch"] = 2 };
        var description = TinyTraining.Model with { Transform = new TransformConfiguration(transform) { Settings = settings } };
        var network = new DiffusionNetwork(description, TinyTraining.Transforms);
        network.Load(engine, new SeededInitialization(network.Parameters, seed: 3));
        return network;
    }
}
