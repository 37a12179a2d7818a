using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Tests.Networks;

public sealed class SeededInitializationTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static readonly ModelDescription _small = PublishedConfiguration.Model with
    {
        Network = PublishedConfiguration.Network with
        {
            Channels = [32, 64],
            Factors = [1, 2],
            Items = [1, 1],
            Attentions = [0, 1],
            ModulationFeatures = 64,
        },
        Audio = new AudioShape(44100, 2, 64),
        ClassLabels = ["kick", "snare"],
    };

    [Fact]
    public void Published_HasTheParametersOfTheCheckpoints()
    {
        using var network = new DiffusionNetwork(PublishedConfiguration.Model, NetworkFixture.Transforms);
        Assert.Equal(31_574_724, network.Parameters.Sum(parameter => (long)parameter.Shape.ElementCount));
        Assert.Equal(128, network.LengthMultiple);
        Assert.Null(UNetConfigurationRules.FindProblem(PublishedConfiguration.Network));
    }

    [Fact]
    public void EveryParameter_HasPyTorchsDistribution()
    {
        using var network = new DiffusionNetwork(_small, NetworkFixture.Transforms);
        using var weights = new SeededInitialization(network.Parameters, seed: 1);
        var byName = network.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, parameter) in byName)
        {
            var values = weights.ReadSingles(name);
            var owner = name.EndsWith(".bias", StringComparison.Ordinal) ? byName[name[..^"bias".Length] + "weight"] : parameter;
            if (owner.Use != WeightUse.Values)
                AssertUniform(name, values, 1 / Math.Sqrt(owner.Shape.ElementCount / owner.Shape[0]));
            else if (owner != parameter)
                Assert.All(values, value => Assert.Equal(0f, value));
            else if (name.EndsWith(".weight", StringComparison.Ordinal) && parameter.Shape.Rank == 1)
                Assert.All(values, value => Assert.Equal(1f, value));
            else
                AssertNormal(name, values);
        }

        Assert.Contains(byName.Values, parameter => parameter is { Use: WeightUse.Values, Shape.Rank: 2 });
    }

    [Fact]
    public void Bound_OfATransposedConvolution_IsPyTorchs()
    {
        // [in 4, out 2, taps 8]: PyTorch takes 2 * 8 for the inputs.
        var learned = _small with
        {
            Transform = new TransformConfiguration(
            "learned")
            { Settings = new Dictionary<string, int> { ["filters"] = 2, ["window"] = 8, ["stride"] = 4 } }
        };
        using var weights = SeededInitialization.Of(learned, NetworkFixture.Transforms, seed: 1);
        var decode = weights.Entries.Single(entry => entry.Shape is [4, 2, 8] && entry.Name.Contains("blocks.1", StringComparison.Ordinal));
        Assert.InRange(weights.ReadSingles(decode.Name).Max(MathF.Abs), 0.8 / 4, 1.0 / 4);
    }

    [Fact]
    public void Seed_DecidesEverything()
    {
        using var first = SeededInitialization.Of(_small, NetworkFixture.Transforms, seed: 1);
        using var again = SeededInitialization.Of(_small, NetworkFixture.Transforms, seed: 1);
        using var other = SeededInitialization.Of(_small, NetworkFixture.Transforms, seed: 2);
        var drawn = first.Entries.First(entry => entry.Shape.Count == 3).Name;
        Assert.Equal(first.ReadSingles(drawn), again.ReadSingles(drawn));
        Assert.NotEqual(first.ReadSingles(drawn), other.ReadSingles(drawn));

        // Two parameters of one shape are not the same numbers.
        var alike = first.Entries.GroupBy(entry => entry.ShapeText)
            .First(group => group.Key.StartsWith("[64, 64, 3", StringComparison.Ordinal)).ToList();
        Assert.NotEqual(first.ReadSingles(alike[0].Name), first.ReadSingles(alike[1].Name));
    }

    [Fact]
    public void Network_WithSeededWeights_ComputesNumbers()
    {
        using var network = new DiffusionNetwork(_small, NetworkFixture.Transforms);
        using var weights = new SeededInitialization(network.Parameters, seed: 3);
        network.Load(fixture.Engine, weights);
        using var x = fixture.Engine.CreateTensor(Enumerable.Range(0, 128).Select(i => MathF.Sin(i)).ToArray(), new Shape(1, 2, 64));
        using var v = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.5f] }, [1]);
        var values = fixture.Read(v);
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
        Assert.True(values.Distinct().Count() > 100);
    }

    [Fact]
    public void Reading_WhatIsNotThere_IsRefused()
    {
        using var weights = SeededInitialization.Of(_small, NetworkFixture.Transforms, seed: 1);
        var name = weights.Entries[0].Name;
        Assert.Null(weights.Find("net.nowhere"));
        Assert.Throws<ModelFormatException>(() => weights.Read("net.nowhere", new float[1]));
        Assert.Throws<ModelFormatException>(() => weights.Read(name, new long[1]));
        Assert.Throws<ArgumentException>(() => weights.Read(name, new float[1]));
    }

    private static void AssertUniform(string name, float[] values, double bound)
    {
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        if (values.Length < 1000)
            return;
        Assert.True(Math.Abs(values.Average()) < bound * 0.1, name);
        Assert.True(values.Max() > bound * 0.98 && values.Min() < -bound * 0.98, name);
    }

    private static void AssertNormal(string name, float[] values)
    {
        var variance = values.Average(value => (double)value * value);
        Assert.True(variance is > 0.6 and < 1.5, $"{name}: {variance}");
        Assert.Contains(values, value => MathF.Abs(value) > 1.5f);
    }
}
