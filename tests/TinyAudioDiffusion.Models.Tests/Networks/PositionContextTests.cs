using System.Text;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>Networks that are told where in the sound they are.</summary>
public sealed class PositionContextTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Samples = 4096;
    private const int Middle = Samples / 2;

    private static readonly ModelDescription _model = PublishedConfiguration.Model with
    {
        Network = PublishedConfiguration.Network with
        {
            Channels = [32, 64],
            Factors = [1, 2],
            Items = [1, 1],
            Attentions = [0, 0],
            ContextChannels = [4, 2],
            ModulationFeatures = 64,
        },
        Audio = new AudioShape(44100, 2, Samples),
        PositionContext = true,
    };

    [Fact]
    public void SameWaveformElsewhere_IsAnotherVelocity()
    {
        var (early, late) = (Predict(_model, place: Middle), Predict(_model, place: Middle + 512));
        Assert.NotEqual(early.AsSpan(Middle, 64).ToArray(), late.AsSpan(Middle + 512, 64).ToArray());

        // Without context the network treats all places far from the edges alike.
        var without = _model with { PositionContext = false, Network = _model.Network with { ContextChannels = [] } };
        (early, late) = (Predict(without, place: Middle), Predict(without, place: Middle + 512));
        for (var i = 0; i < 64; i++)
            Assert.Equal(early[Middle + i], late[Middle + 512 + i], 1e-4f);
    }

    [Fact]
    public void ItemsOfABatch_DoNotMix_AndOtherLengthsWork()
    {
        using var network = Load(_model);
        foreach (var samples in (ReadOnlySpan<int>)[Samples, 2048])
        {
            using var x = fixture.Engine.CreateTensor(new float[3 * 2 * samples], new(3, 2, samples));
            using var one = fixture.Engine.CreateTensor(new float[2 * samples], new(1, 2, samples));
            using var together = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.2f, 0.5f, 0.2f] });
            using var alone = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = one, NoiseLevels = [0.5f] });
            Assert.Equal(fixture.Read(alone), fixture.Read(together)[(2 * samples)..(4 * samples)]);
        }
    }

    [Fact]
    public void Description_KeepsIt()
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, _model);
        Assert.True(Read(Encoding.UTF8.GetString(stream.ToArray())).PositionContext);
    }

    [Fact]
    public void WithoutContextChannels_IsAnErrorThatNamesTheKey()
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, _model with { Network = _model.Network with { ContextChannels = [] } });
        var exception = Assert.Throws<ModelFormatException>(() => Read(Encoding.UTF8.GetString(stream.ToArray())));
        Assert.Contains("positionContext", exception.Message, StringComparison.Ordinal);
    }

    private static ModelDescription Read(string json)
        => ModelDescriptionFile.Read(new ModelFile("model.json", "model.json", () => new MemoryStream(Encoding.UTF8.GetBytes(json))));

    private float[] Predict(ModelDescription model, int place)
    {
        using var network = Load(model);
        var samples = new float[2 * Samples];
        for (var i = 0; i < 64; i++)
            samples[place + i] = samples[Samples + place + i] = (i % 7) - 3f;
        using var x = fixture.Engine.CreateTensor(samples, new(1, 2, Samples));
        using var v = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] });
        return fixture.Read(v);
    }

    private DiffusionNetwork Load(ModelDescription model)
    {
        var network = new DiffusionNetwork(model, NetworkFixture.Transforms);
        using var weights = SeededInitialization.Of(model, NetworkFixture.Transforms, 7);
        network.Load(fixture.Engine, weights);
        return network;
    }
}
