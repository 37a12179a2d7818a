using Microsoft.ML.OnnxRuntime;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Onnx;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Models.Tests.Formats.Onnx;

/// <summary>Exported files, run by ONNX Runtime and held against our engine.</summary>
public sealed class OnnxExporterTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>, IDisposable
{
    private const int Samples = 512;

    private static readonly ModelDescription _plain = new()
    {
        Network = new UNetConfiguration
        {
            InChannels = 2,
            Channels = [16, 32, 32],
            Factors = [1, 2, 4],
            Items = [1, 2, 1],
            Attentions = [0, 1, 1],
            AttentionHeads = 4,
            AttentionFeatures = 8,
            ModulationFeatures = 64,
        },
        Audio = new AudioShape(44100, 2, Samples),
    };

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");

    /// <summary>Gets one model for each part of the format that an exporter could get wrong.</summary>
    public static TheoryData<string> Models => [.. _models.Keys];

    private static readonly Dictionary<string, ModelDescription> _models = new(StringComparer.Ordinal)
    {
        ["plain"] = _plain,
        ["classes"] = _plain with { ClassLabels = ["kick", "snare", "hat"] },
        ["scaled data"] = _plain with { DataScale = 4f },
        ["position"] = _plain with { Network = _plain.Network with { ContextChannels = [2, 0, 3] }, PositionContext = true },
        ["gated skips"] = _plain with { Network = _plain.Network with { GatedSkips = [1, 0, 1] } },
        ["refiner"] = _plain with
        {
            Network = _plain.Network with { Factors = [2, 2, 4] },
            Refiner = new()
            {
                Bands = 16,
                Network = new UNetConfiguration
                {
                    InChannels = 8,
                    OutChannels = 4,
                    Channels = [8],
                    Factors = [2],
                    Items = [1],
                    ContextChannels = [4],
                    ModulationFeatures = 64,
                },
            },
        },
        ["patches"] = _plain with { Transform = Transform(TransformNames.Patching, ("patch", 4)) },
        ["learned transform"] = _plain with
        {
            Transform = Transform(TransformNames.Learned, ("filters", 16), ("window", 16), ("stride", 8)),
        },
    };

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Models))]
    public void Export_ComputesTheSameVelocities(string name)
    {
        const int Batch = 3;
        var description = _models[name];
        using var opened = Open(description);
        new OnnxExporter(NetworkFixture.Transforms).Export(opened, _path, batch: Batch);

        var noisy = new float[Batch * 2 * Samples];
        new NoiseStream(5).Fill(noisy, channels: 2, 0);
        float[] levels = [0.03f, 0.5f, 1f];
        int[] classes = description.ClassLabels.Count > 0 ? [2, -1, 0] : [];
        var expected = new float[noisy.Length];
        using (var model = fixture.Loader.Load(opened, name, default).Model)
        {
            model.PredictVelocity(
                new VelocityRequest { Noisy = noisy, NoiseLevels = levels, Classes = classes, Samples = Samples }, expected);
        }

        using var session = new InferenceSession(_path);
        using var x = OrtValue.CreateTensorValueFromMemory(noisy, [Batch, 2, Samples]);
        using var time = OrtValue.CreateTensorValueFromMemory(levels, [Batch]);
        using var label = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(classes, value => (long)value), [classes.Length]);
        Dictionary<string, OrtValue> inputs = new(StringComparer.Ordinal) { ["x"] = x, ["time"] = time };
        if (classes.Length > 0)
            inputs["class"] = label;
        using var options = new RunOptions();
        using var outputs = session.Run(options, inputs, ["v"]);
        var actual = outputs[0].GetTensorDataAsSpan<float>();

        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-4f);
    }

    [Fact]
    public void Export_TellsWhatTheModelIs()
    {
        using var opened = Open(_models["classes"]);
        new OnnxExporter(NetworkFixture.Transforms).Export(opened, _path, samples: 2 * Samples);

        using var session = new InferenceSession(_path);
        Assert.Equal("kick,snare,hat", session.ModelMetadata.CustomMetadataMap["classes"]);
        Assert.Equal("44100", session.ModelMetadata.CustomMetadataMap["sample_rate"]);
        Assert.Equal([1, 2, 2 * Samples], session.InputMetadata["x"].Dimensions);
    }

    [Fact]
    public void Export_LengthThatDoesNotFit_IsAnErrorAndLeavesNoFile()
    {
        using var opened = Open(_plain);
        var exporter = new OnnxExporter(NetworkFixture.Transforms);
        Assert.Throws<ArgumentOutOfRangeException>(() => exporter.Export(opened, _path, samples: Samples + 1));
        Assert.False(File.Exists(_path));
    }

    private static OpenedModel Open(ModelDescription description)
        => new(description, SeededInitialization.Of(description, NetworkFixture.Transforms, seed: 3), []);

    private static TransformConfiguration Transform(string name, params (string Name, int Value)[] settings)
        => new(name) { Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal) };
}
