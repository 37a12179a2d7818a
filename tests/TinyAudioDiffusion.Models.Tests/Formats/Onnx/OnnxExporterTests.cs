using Microsoft.ML.OnnxRuntime;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Onnx;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

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
        Dictionary<string, OrtValue> inputs = new(StringComparer.Ordinal)
        {
            ["x"] = OrtValue.CreateTensorValueFromMemory(noisy, [Batch, 2, Samples]),
            ["time"] = OrtValue.CreateTensorValueFromMemory(levels, [Batch]),
        };
        if (classes.Length > 0)
            inputs["class"] = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(classes, value => (long)value), [Batch]);
        RequireSame(session, inputs, "v", expected);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ExportSampler_MakesTheSameSounds(string name)
    {
        const int Batch = 2;
        var description = _models[name] with { Student = new StudentSampling { NoiseLevels = [0.98f, 0.5f, 0.2f, 0] } };
        using var opened = Open(description);
        new OnnxExporter(NetworkFixture.Transforms).ExportSampler(opened, _path, batch: Batch);
        int[] classes = description.ClassLabels.Count > 0 ? [2, 0] : [];

        var noise = new float[Batch * 2 * Samples];
        NoiseStream[] streams = [new(5), new(6)];
        for (var item = 0; item < Batch; item++)
            streams[item].Fill(noise.AsSpan(item * 2 * Samples, 2 * Samples), channels: 2, 0);
        var expected = Array.ConvertAll(noise, value => VObjective.Sigma(0.98f) * value);
        using (var model = fixture.Loader.Load(opened, name, default).Model)
            new DdimSampler().Sample(new SamplingRun(model, [0.98f, 0.5f, 0.2f, 0], streams, Samples, classes), expected);

        using var session = new InferenceSession(_path);
        Dictionary<string, OrtValue> inputs = new(StringComparer.Ordinal)
        {
            ["noise"] = OrtValue.CreateTensorValueFromMemory(noise, [Batch, 2, Samples]),
        };
        if (classes.Length > 0)
            inputs["class"] = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(classes, value => (long)value), [Batch]);
        RequireSame(session, inputs, "sound", expected);
        Assert.Equal("0.98,0.5,0.2,0", session.ModelMetadata.CustomMetadataMap["noise_levels"]);
    }

    [Fact]
    public async Task ExportSampler_OfTheBuiltInStudent_MakesItsSoundAndHoldsTheWeightsOnce()
    {
        using var opened = await fixture.Opener.OpenAsync(BuiltInModels.DrumClasses4.Location, BuiltInModels.DrumClasses4.Load);
        var exporter = new OnnxExporter(NetworkFixture.Transforms);
        exporter.Export(opened, _path);
        var onePass = new FileInfo(_path).Length;
        exporter.ExportSampler(opened, _path);
        Assert.InRange(new FileInfo(_path).Length, onePass, onePass + (1 << 18));

        using var loaded = fixture.Loader.Load(opened, "drum-classes-4", default).Model;
        var length = loaded.Info.NativeLength;
        var noise = new float[2 * length];
        var stream = new NoiseStream(7);
        stream.Fill(noise, channels: 2, 0);
        var character = Enumerable.Range(0, loaded.Info.Character!.Space.Size).Select(axis => 0.3f * axis).ToArray();
        var expected = noise.ToArray();
        var run = new SamplingRun(loaded, [.. loaded.Info.Student!.NoiseLevels], [stream], length, [3]) { Characters = character };
        new DdimSampler().Sample(run, expected);

        using var session = new InferenceSession(_path);
        RequireSame(
            session,
            new(StringComparer.Ordinal)
            {
                ["noise"] = OrtValue.CreateTensorValueFromMemory(noise, [1, 2, length]),
                ["class"] = OrtValue.CreateTensorValueFromMemory(new[] { 3L }, [1]),
                ["character"] = OrtValue.CreateTensorValueFromMemory<float>([.. character, 1], [1, character.Length + 1]),
            },
            "sound",
            expected);
    }

    [Fact]
    public void ExportSampler_OfAModelThatIsNoStudent_IsAnErrorAndLeavesNoFile()
    {
        using var opened = Open(_plain);
        var exporter = new OnnxExporter(NetworkFixture.Transforms);
        var exception = Assert.Throws<ModelFormatException>(() => exporter.ExportSampler(opened, _path));
        Assert.Contains("student", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_path));
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

    private static void RequireSame(InferenceSession session, Dictionary<string, OrtValue> inputs, string output, float[] expected)
    {
        using var options = new RunOptions();
        using var outputs = session.Run(options, inputs, [output]);
        var actual = outputs[0].GetTensorDataAsSpan<float>();
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-4f);
        foreach (var input in inputs.Values)
            input.Dispose();
    }

    private static OpenedModel Open(ModelDescription description)
        => new(description, SeededInitialization.Of(description, NetworkFixture.Transforms, seed: 3), []);

    private static TransformConfiguration Transform(string name, params (string Name, int Value)[] settings)
        => new(name) { Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal) };
}
