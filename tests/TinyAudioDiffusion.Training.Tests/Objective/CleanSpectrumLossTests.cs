using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Tests.Objective;

public sealed class CleanSpectrumLossTests
{
    private static readonly ObjectiveOptions _objective = new() { SpectralWeight = 0.5, SpectralNoiseLevel = 0.3 };

    [Fact]
    public void Derivative_IsTheSlopeOfTheLoss()
    {
        var (batch, loss) = (Batch(0.1f, 0.25f), new CleanSpectrumLoss(_objective));
        var slope = new float[batch.Predicted.Length];
        loss.Differentiate(batch, 0.5, slope);
        for (var i = 0; i < batch.Predicted.Length; i += 13)
        {
            const float Step = 1e-3f;
            var own = batch.Predicted[i];
            var ignored = new float[slope.Length];
            batch.Predicted[i] = own + Step;
            var (above, high) = (loss.Differentiate(batch, 0.5, ignored), batch.Predicted[i]);
            batch.Predicted[i] = own - Step;
            var (below, low) = (loss.Differentiate(batch, 0.5, ignored), batch.Predicted[i]);
            batch.Predicted[i] = own;
            var expected = (above - below) / ((double)high - low);
            Assert.Equal(expected, slope[i], (0.03 * Math.Abs(expected)) + 1e-5);
        }
    }

    [Fact]
    public void TheRightVelocity_LosesNothing_AndWhatIsNoisierDoesNotCount()
    {
        var (batch, loss) = (Batch(0.1f, 0.9f), new CleanSpectrumLoss(_objective));
        batch.TargetOf(0).CopyTo(batch.PredictedOf(0));
        var slope = new float[batch.Predicted.Length];

        Assert.Equal(0, loss.Differentiate(batch, 0.5, slope), 1e-4);
        Assert.All(slope[(slope.Length / 2)..], value => Assert.Equal(0, value));
    }

    private static TrainingBatch Batch(params float[] levels)
    {
        var batch = new TrainingBatch(TinyTraining.Data, levels.Length, TinyTraining.Model);
        batch.Fill([.. levels.Select((level, i) => new NoisyItem(i, 0, level, new NoiseStream((ulong)i), false))]);
        new NoiseStream(9).Fill(batch.Predicted, channels: 1, draw: 0);
        return batch;
    }
}
