using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Refinement;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Refinement;

/// <summary>Networks with a refiner behind them.</summary>
public sealed class SpectralRefinerTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Samples = 1024;
    private const int Bands = 16;

    private static readonly ModelDescription _plain = PublishedConfiguration.Model with
    {
        Network = PublishedConfiguration.Network with
        {
            Channels = [16, 32],
            Factors = [4, 4],
            Items = [1, 1],
            Attentions = [0, 0],
            ModulationFeatures = 64,
        },
        Audio = new AudioShape(44100, 2, Samples),
    };

    private static readonly UNetConfiguration _shape = new()
    {
        InChannels = 8,
        OutChannels = 4,
        Channels = [8, 16],
        Factors = [2, 8],
        Items = [1, 1],
        ContextChannels = [4, 4],
        ModulationFeatures = 64,
    };

    private static readonly ModelDescription _refined = _plain with { Refiner = new() { Bands = Bands, Network = _shape } };

    /// <summary>Gets refiners that are wrong, with the key that the message names and the reason.</summary>
    public static TheoryData<RefinerConfiguration, string, string> WrongRefiners => new()
    {
        { new() { Bands = 15, Network = _shape }, "bands", "must be an even number from 2" },
        { new() { Bands = 8192, Network = _shape }, "bands", "must be an even number from 2" },
        { new() { Bands = 32, Network = _shape }, "bands", "must divide 16" },
        { new() { Bands = Bands, Network = _shape with { InChannels = 2 } }, "network", "must have 8 \"inChannels\"" },
        { new() { Bands = Bands, Network = _shape with { Factors = [2, 16] } }, "network", "multiply to 32" },
        { new() { Bands = Bands, Network = _shape with { ModulationFeatures = 32 } }, "network", "modulated by 64 features" },
        { new() { Bands = Bands, Network = _shape with { ContextChannels = [2, 0] } }, "network", "4 context channels or none" },
        {
            new()
            {
                Bands = Bands,
                Network = _shape with { CrossAttentions = [0, 1], AttentionHeads = 2, AttentionFeatures = 4, EmbeddingFeatures = 8 },
            },
            "network",
            "reads text"
        },
    };

    [Fact]
    public void UntrainedRefiner_CorrectsNothing()
    {
        using var weights = SeededInitialization.Of(_refined, NetworkFixture.Transforms, 7);
        Assert.Equal(Predict(_plain, Unrefined(weights)), Predict(_refined, weights));
    }

    // With nothing but the skip of its outermost level, which takes the velocity and leaves the noisy waveform, it adds the velocity once
    // more: the transform and its inverse undo each other but at the edges.
    [Fact]
    public void RefinerThatPassesTheVelocityOn_DoublesIt()
    {
        using var weights = SeededInitialization.Of(_refined, NetworkFixture.Transforms, 7);
        var (once, twice) = (
            Predict(_plain, Unrefined(weights)), Predict(_refined, new ChangedWeights(weights, change: PassVelocityOn)));
        for (var channel = 0; channel < 2; channel++)
        {
            for (var i = Bands; i < Samples - Bands; i++)
                Assert.Equal(2 * once[(channel * Samples) + i], twice[(channel * Samples) + i], 1e-4f);
        }
    }

    [Fact]
    public void Description_KeepsIt()
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, _refined);
        Assert.Equivalent(_refined.Refiner, Read(stream).Refiner, strict: true);
    }

    [Theory]
    [MemberData(nameof(WrongRefiners), DisableDiscoveryEnumeration = true)]
    public void WrongRefiner_IsAnErrorThatNamesTheKey(RefinerConfiguration refiner, string key, string reason)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, _plain with { Refiner = refiner });
        var exception = Assert.Throws<ModelFormatException>(() => Read(stream));
        Assert.Contains($"refiner.{key}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private static ModelDescription Read(MemoryStream stream)
        => ModelDescriptionFile.Read(new ModelFile("model.json", "model.json", () => new MemoryStream(stream.ToArray())));

    private static ChangedWeights Unrefined(IWeightFile weights) => new(weights, keeps: name => !IsOfRefiner(name));

    private float[] Predict(ModelDescription model, IWeightFile weights)
    {
        var noise = new float[2 * Samples];
        new NoiseStream(3).Fill(noise, channels: 2, 0);
        using var network = new DiffusionNetwork(model, NetworkFixture.Transforms);
        network.Load(fixture.Engine, weights);
        using var x = fixture.Engine.CreateTensor(noise, new(1, 2, Samples));
        using var v = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] });
        return fixture.Read(v);
    }

    private static bool IsOfRefiner(string name) => name.StartsWith("refiner.", StringComparison.Ordinal);

    private static void PassVelocityOn(string name, float[] values)
    {
        if (!IsOfRefiner(name))
            return;
        Array.Clear(values);
        for (var output = 0; output < 4; output++)
        {
            if (name == "refiner.correction.weight")
                values[(output * 4) + output] = 1;
            else if (name.EndsWith("net.skip_adapter.block.weight", StringComparison.Ordinal))
                values[(output * 8) + 4 + output] = 1;
        }
    }
}
