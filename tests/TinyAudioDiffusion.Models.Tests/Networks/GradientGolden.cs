using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>
/// The gradients of the mean squared error by every parameter, as the reference computes them. Derived once for each engine.
/// </summary>
public abstract class GradientGolden
{
    public static TheoryData<bool, string> Cases()
    {
        var cases = new TheoryData<bool, string>();
        string[] names =
        [
            "raw", "raw-odd-factors", "raw-out-channels", "no-modulation", "features", "context-channels", "cross-attention-cfg",
            "learned-transform-w16-s4", "learned-transform-w16-s16", "learned-transform-w8-s4",
        ];
        foreach (var name in names)
        {
            cases.Add(false, name);
            cases.Add(true, name);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_EveryOption_MatchesTheReference(bool gradientCheckpointing, string name)
    {
        using var engine = CreateEngine();
        using var opened = Open.Reference(Fixtures.Folder($"unet/{name}"));
        using var network = new DiffusionNetwork(opened.Description, NetworkFixture.Transforms);
        network.Load(engine, opened.Weights);
        using var io = SafetensorsFile.Open(Fixtures.File($"unet/{name}/io.safetensors"));
        using var tape = engine.CreateTape(gradientCheckpointing);
        var tensors = new GoldenTensors(tape.Engine, io);
        using var x = tensors.Get("in/x");
        using var features = tensors.Find("in/features");
        using var embedding = tensors.FindTurned("in/embedding");
        using var context = tensors.Find("in/channels/1");

        using var v = network.Forward(tape.Engine, new NetworkInputs
        {
            Waveforms = x,
            NoiseLevels = io.Find("in/time") is null ? [] : io.ReadSingles("in/time"),
            Features = features,
            Embedding = embedding,
            EmbeddingScale = embedding is null ? 1f : 3f,
            Context = [null, context],
        });
        var output = new float[v.Shape.ElementCount];
        tape.Engine.Read(v, output);
        var derivative = MeanSquaredError(output, io.ReadSingles("train/target"), out var loss);
        using var gradients = new WeightGradients(engine);
        tape.Backward(v, derivative, gradients);

        Closeness.AssertClose(io.ReadSingles("train/loss"), [loss]);
        foreach (var parameter in network.Parameters)
        {
            var gradient = new float[parameter.Shape.ElementCount];
            engine.Read(gradients.Of(parameter.Weight), gradient);
            AssertClose(parameter.Name, io.ReadSingles($"grad/{parameter.Name["net.".Length..]}"), gradient);
        }
    }

    protected abstract TensorEngine CreateEngine();

    private static float[] MeanSquaredError(float[] output, float[] target, out float loss)
    {
        var sum = 0.0;
        var derivative = new float[output.Length];
        for (var i = 0; i < output.Length; i++)
        {
            var error = (double)output[i] - target[i];
            sum += error * error;
            derivative[i] = (float)(2 * error / output.Length);
        }

        loss = (float)(sum / output.Length);
        return derivative;
    }

    private static void AssertClose(string name, float[] expected, ReadOnlySpan<float> actual)
    {
        var tolerance = 1e-8f + (1e-4f * expected.Max(MathF.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(MathF.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"Element {i} of the gradient of {name} is {actual[i]:R}; the reference has {expected[i]:R}.");
        }
    }
}
