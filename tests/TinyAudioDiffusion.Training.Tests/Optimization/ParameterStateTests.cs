using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Tests.Optimization;

public sealed class ParameterStateTests
{
    private static readonly int[] _lengths = [1, 70_001, 33, 32_768, 5];

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(0)]
    public void Steps_HaveTheSameBits_ForAnyNumberOfThreads(int threads)
    {
        var (one, many) = (AfterSteps(1), AfterSteps(threads));
        Assert.Equal(one.Norm, many.Norm);
        for (var i = 0; i < _lengths.Length; i++)
        {
            Assert.Equal(one.Weights[i], many.Weights[i]);
            Assert.Equal(one.State.Averages[i], many.State.Averages[i]);
            Assert.Equal(one.State.MeanSquares[i], many.State.MeanSquares[i]);
        }
    }

    [Fact]
    public void Norm_IsThatOfAllGradientsTogether()
    {
        var state = new ParameterState([2, 3], threads: 1);
        float[][] gradients = [[3, 0], [0, 4, 12]];
        Assert.Equal(13, state.Norm(parameter => gradients[parameter]), 1e-12);
    }

    [Fact]
    public void Exchanged_AveragesAndWeights_ChangePlaces()
    {
        var state = new ParameterState([2, 3], threads: 1);
        float[][] weights = [[1, 2], [3, 4, 5]];
        var store = new Store(weights);
        state.StartAverages(store);
        store.Update(1, [6, 7, 8]);
        state.Exchange(store);
        Assert.Equal([[1, 2], [3, 4, 5]], weights);
        Assert.Equal([[1, 2], [6, 7, 8]], state.Averages);
    }

    [Fact]
    public void Apply_BehindTheLastVector_ComputesTheSame()
    {
        // Each element by itself goes through the code for the rest.
        const int Count = 45;
        var (weights, gradients) = (Noise(1, Count), Noise(2, Count));
        var (mean, meanSquare) = (new float[Count], new float[Count]);
        var (alone, aloneMean, aloneSquare) = ((float[])weights.Clone(), new float[Count], new float[Count]);
        for (var step = 1; step <= 3; step++)
        {
            var optimizer = new AdamW(new AdamWOptions(), 1e-2, step);
            optimizer.Apply(weights, gradients, 0.5f, mean, meanSquare);
            for (var i = 0; i < Count; i++)
                optimizer.Apply(alone.AsSpan(i, 1), gradients.AsSpan(i, 1), 0.5f, aloneMean.AsSpan(i, 1), aloneSquare.AsSpan(i, 1));
        }

        Assert.Equal(alone, weights);
        Assert.Equal(aloneMean, mean);
        Assert.Equal(aloneSquare, meanSquare);
    }

    private static (ParameterState State, float[][] Weights, double Norm) AfterSteps(int threads)
    {
        var state = new ParameterState(_lengths, threads);
        var gradients = _lengths.Select((length, i) => Noise((ulong)i, length)).ToArray();
        var weights = _lengths.Select((length, i) => Noise((ulong)(100 + i), length)).ToArray();
        var norm = 0.0;
        for (var step = 1; step <= 3; step++)
        {
            norm = state.Norm(parameter => gradients[parameter]);
            state.Step(
                new Store(weights), new AdamW(new AdamWOptions(), 1e-3, step), parameter => gradients[parameter], (float)(1 / norm), [0.9],
                [0.3]);
        }

        return (state, weights, norm);
    }

    private static float[] Noise(ulong seed, int length)
    {
        var noise = new float[length];
        new NoiseStream(seed).Fill(noise, channels: 1, draw: 0);
        return noise;
    }

    private sealed class Store(float[][] weights) : IWeightStore
    {
        public void Read(int parameter, Span<float> destination) => weights[parameter].CopyTo(destination);

        public void Update(int parameter, ReadOnlySpan<float> values) => values.CopyTo(weights[parameter]);
    }
}
