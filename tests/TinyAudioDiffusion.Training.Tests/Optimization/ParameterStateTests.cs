using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Tests.Optimization;

public sealed class ParameterStateTests
{
    [Fact]
    public void Exchanged_AveragesAndWeights_ChangePlaces()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        using var network = new DiffusionNetwork(TinyTraining.Configuration.Model, TinyTraining.Transforms);
        using var state = new ParameterState(engine, network.Parameters);
        var weights = new NetworkWeights(network, engine);
        weights.Load(new SeededInitialization(network.Parameters, seed: 1));
        state.StartAverages(weights);
        var (start, later) = (Values(weights), Values(weights, factor: -2));
        weights.Update(1, later);

        state.Exchange(weights);
        Assert.Equal(start, Values(weights));
        Assert.Equal(later, Values(state.Averages));
        Assert.True(state.IsFinite(weights));
        state.Means.Update(1, [float.NaN, .. later[1..]]);
        Assert.False(state.IsFinite(weights));
    }

    [Fact]
    public void Step_UsesTheGradientsUp_AndIsTheOptimisersAlone()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        using var network = new DiffusionNetwork(TinyTraining.Configuration.Model, TinyTraining.Transforms);
        using var state = new ParameterState(engine, network.Parameters);
        using var gradients = new WeightGradients(engine);
        var weights = new NetworkWeights(network, engine);
        weights.Load(new SeededInitialization(network.Parameters, seed: 1));
        var gradient = gradients.Of(network.Parameters[1].Weight);
        var derivative = new float[gradient.Shape.ElementCount];
        derivative[0] = 3;
        engine.Update(gradient, derivative);
        Assert.Equal(3, state.Norm(gradients));

        state.Step(weights, gradients, AdamW.Step(new AdamWOptions(), rate: 0.1, step: 1, gradientScale: 1f));
        Assert.Equal(0, state.Norm(gradients));
        var mean = Values(state.Means);
        Assert.Equal(0.15f, mean[0], 1e-6f);
        Assert.All(mean[1..], value => Assert.Equal(0, value));
    }

    private static float[] Values(ParameterSet set, float factor = 1)
    {
        var values = new float[set.Entries[1].ElementCount];
        set.Read(1, values);
        return [.. values.Select(value => value * factor)];
    }
}
