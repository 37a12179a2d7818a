using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.UNet;

/// <summary>Networks whose skips have gates.</summary>
public sealed class SkipGateTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Samples = 1024;

    private static readonly ModelDescription _plain = PublishedConfiguration.Model with
    {
        Network = PublishedConfiguration.Network with
        {
            Channels = [16, 32],
            Factors = [1, 4],
            Items = [1, 1],
            Attentions = [0, 0],
            ModulationFeatures = 64,
        },
        Audio = new AudioShape(44100, 2, Samples),
    };

    private static readonly ModelDescription _gated = _plain with { Network = _plain.Network with { GatedSkips = [1, 1] } };

    [Fact]
    public void UntrainedGates_ChangeNothing()
    {
        using var weights = SeededInitialization.Of(_gated, NetworkFixture.Transforms, 7);
        Assert.Equal(Predict(_plain, new ChangedWeights(weights, keeps: name => !IsGate(name))), Predict(_gated, weights));
    }

    [Fact]
    public void ClosedGates_TakeTheSkipAway()
    {
        using var weights = SeededInitialization.Of(_gated, NetworkFixture.Transforms, 7);
        var outermost = weights.Entries.Where(entry => IsGate(entry.Name)).MinBy(entry => entry.Name.Length)!.Name[..^"bias".Length];
        var shut = new ChangedWeights(weights, change: (name, values) =>
        {
            if (name == outermost + "bias")
                Array.Clear(values);
        });
        var (open, closed) = (Predict(_gated, weights), Predict(_gated, shut));

        // Behind the outermost gate is the input itself: what is left is what the level within gives.
        var noise = Noise();
        for (var i = 0; i < noise.Length; i++)
            Assert.Equal(open[i] - noise[i], closed[i], 1e-4f);
    }

    [Fact]
    public void Description_KeepsThem()
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, _gated);
        Assert.Equal([1, 1], Read(stream).Network.GatedSkips);
    }

    [Theory]
    [InlineData(new[] { 1 }, "has 1 entries")]
    [InlineData(new[] { 1, 2 }, "has the entry 2")]
    [InlineData(new[] { 0, -1 }, "has the entry -1")]
    public void OtherNumbers_AreAnErrorThatNamesTheKey(int[] gates, string reason)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, _plain with { Network = _plain.Network with { GatedSkips = gates } });
        var exception = Assert.Throws<ModelFormatException>(() => Read(stream));
        Assert.Contains("gatedSkips", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private static ModelDescription Read(MemoryStream stream)
        => ModelDescriptionFile.Read(
            new ModelFile("model.json", "model.json", () => new MemoryStream(stream.ToArray())));

    private static float[] Noise()
    {
        var noise = new float[2 * Samples];
        new NoiseStream(3).Fill(noise, channels: 2, 0);
        return noise;
    }

    private float[] Predict(ModelDescription model, IWeightFile weights)
    {
        using var network = new DiffusionNetwork(model, NetworkFixture.Transforms);
        network.Load(fixture.Engine, weights);
        using var x = fixture.Engine.CreateTensor(Noise(), new(1, 2, Samples));
        using var v = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] });
        return fixture.Read(v);
    }

    private static bool IsGate(string name) => name.Contains(".skip_gate.", StringComparison.Ordinal);
}
