using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>Networks with classes: what they look up is remembered for each noise level and class.</summary>
public sealed class ClassConditionTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static readonly ModelDescription _model = PublishedConfiguration.Model with
    {
        Network = PublishedConfiguration.Network with
        {
            Channels = [32, 64],
            Factors = [1, 2],
            Items = [1, 1],
            Attentions = [0, 1],
            ModulationFeatures = 64
        },
        Audio = new AudioShape(44100, 2, 64),
        ClassLabels = ["kick", "snare"],
    };

    // The features that a class adds, given from outside to a network without classes, go the long way.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Class_GivesTheBitsOfItsFeatures(int label)
    {
        using var network = Load(_model);
        using var without = Load(_model with { ClassLabels = [] }, network);
        var table = new float[3 * 64];
        using (var weights = SeededInitialization.Of(_model, NetworkFixture.Transforms, 7))
            weights.Read("net.class_embedding.weight", table);
        using var x = Noise(items: 1);
        using var features = fixture.Engine.CreateTensor(table.AsSpan(64 * (label < 0 ? 2 : label), 64), new Shape(1, 64));

        using var expected = without.Forward(
            fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f], Features = features });
        using var first = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] }, [label]);
        using var again = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] }, [label]);

        Assert.Equal(fixture.Read(expected), fixture.Read(first));
        Assert.Equal(fixture.Read(expected), fixture.Read(again));
    }

    [Fact]
    public void ClassesAndLevels_DoNotMixInABatch()
    {
        using var network = Load(_model);
        float[] levels = [0.3f, 0.3f, 0.3f, 0.7f];
        int[] classes = [0, 1, -1, 0];
        using var together = Noise(items: 4);

        using var v = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = together, NoiseLevels = levels }, classes);

        var all = fixture.Read(v);
        for (var item = 0; item < 4; item++)
        {
            using var alone = Noise(items: 1);
            using var one = network.Forward(
                fixture.Engine, new NetworkInputs { Waveforms = alone, NoiseLevels = [levels[item]] }, [classes[item]]);
            Assert.Equal(fixture.Read(one), all[(item * 128)..((item + 1) * 128)]);
            Assert.Equal(
                item, Enumerable.Range(0, 4).First(other => all.AsSpan(other * 128, 128).SequenceEqual(all.AsSpan(item * 128, 128))));
        }
    }

    [Fact]
    public void NoClasses_MeansNoClassForEach()
    {
        using var network = Load(_model);
        using var x = Noise(items: 1);

        using var none = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] });
        using var minus = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] }, [-1]);

        Assert.Equal(fixture.Read(minus), fixture.Read(none));
    }

    [Fact]
    public void ClassesThatDoNotFit_AreRefused()
    {
        using var network = Load(_model);
        using var without = Load(_model with { ClassLabels = [] }, network);
        using var x = Noise(items: 1);

        Assert.Throws<ArgumentException>(
            () => network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] }, [2]));
        Assert.Throws<ArgumentException>(
            () => network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] }, [0, 1]));
        Assert.Throws<ArgumentException>(
            () => without.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f] }, [0]));
    }

    // The class embedding is declared last, so that a network without it has the same seeded weights.
    private DiffusionNetwork Load(ModelDescription description, DiffusionNetwork? like = null)
    {
        var network = new DiffusionNetwork(description, NetworkFixture.Transforms);
        using var weights = new SeededInitialization(network.Parameters, 7);
        network.Load(fixture.Engine, weights);
        Assert.True(
            like is null
                || like.Parameters.Take(network.Parameters.Count).Select(parameter => parameter.Name)
                    .SequenceEqual(network.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal));
        return network;
    }

    private Tensor Noise(int items)
        => fixture.Engine.CreateTensor(
            [.. Enumerable.Range(0, items * 128).Select(i => MathF.Sin(0.7f * (i % 128)))], new Shape(items, 2, 64));
}
