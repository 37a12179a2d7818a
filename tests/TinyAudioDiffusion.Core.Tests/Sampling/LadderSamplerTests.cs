using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Sampling;

public sealed class LadderSamplerTests
{
    private static readonly LinearSchedule _linear = new();

    [Fact]
    public void Complete_LeavesKnownSplitsAsTheyAre_BitForBit()
    {
        var x = Sampled.Start(new CountingModel(), [1, 2], 32);
        var before = x.ToArray();
        new LadderSampler(Run(new CountingModel(), 6, items: 2), _linear).Complete(x, [false, true, false, true]);
        for (var place = 0; place < 16; place++)
        {
            var own = (place * 8)..((place + 1) * 8);
            if (place % 2 == 1)
                Assert.Equal(before[own], x[own]);
            else
                Assert.All(x[own], value => Assert.Equal(place % 4, value, 1e-4));
        }
    }

    [Theory]
    [InlineData(2, 1, 1)] // one rung: from noise to sound in a step
    [InlineData(2, 5, 2)]
    [InlineData(8, 3, 1)]
    [InlineData(8, 20, 2)]
    public void Continue_TakesTheStepsOfATurn_ForEachSplit(int splits, int steps, int stepsOfTurn)
    {
        var model = new CountingModel(splits);
        var run = Run(model, steps);
        var window = new float[run.Size];
        for (var i = 0; i < window.Length; i++)
            window[i] = 40 + (i % run.Samples / 8);
        var kept = window.ToArray();

        var made = new LadderSampler(run, _linear).Continue(window, 3);

        Assert.Equal(3 * stepsOfTurn, run.NetworkCalls);
        Assert.Equal(kept, window);
        Assert.Equal(2 * 3 * 8, made.Length);
        for (var i = 0; i < made.Length; i++)
            Assert.Equal(40 + (splits / 2) + (i % 24 / 8), made[i], 1e-3);
        Assert.All(model.Calls, levels =>
        {
            Assert.All(levels[..(splits / 2)], level => Assert.Equal(0, level));
            Assert.Equal(levels[(splits / 2)..].Order(), levels[(splits / 2)..]);
        });
    }

    [Fact]
    public void AModelWithoutSplits_AndLengthsThatDoNotDivide_AreRefused()
    {
        using var plain = new ScriptedDiffusionModel();
        Assert.Throws<ArgumentException>(() => new LadderSampler(new SamplingRun(plain, [1f, 0f], new NoiseStream[1], 32), _linear));
        Assert.Throws<ArgumentException>(
            () => new SamplingRun(plain, [1f, 0f], new NoiseStream[1], 32).PredictSplitVelocity(new float[32], [0f, 1f], new float[32]));
        var ladder = new LadderSampler(Run(new CountingModel(), 2), _linear);
        Assert.Throws<ArgumentException>(() => ladder.Complete(new float[63]));
        Assert.Throws<ArgumentException>(() => ladder.Complete(new float[64], [true]));
        Assert.Throws<ArgumentException>(() => ladder.Continue(new float[63], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ladder.Continue(new float[64], -1));
        Assert.Throws<ArgumentException>(() => new LadderSampler(Run(new CountingModel(splits: 3), 2), _linear));
    }

    // Splits of one noise level are a plain call to what stands around a model.
    [Fact]
    public void ScaledModel_OfEqualSplits_IsThatOfOneNoiseLevel()
    {
        using var scaled = ScaledDataModel.Around(new CountingModel(noisy: 0.3f), 4f);
        var x = Sampled.Start(scaled, [3, 4], 32);
        var (plain, split) = (new float[x.Length], new float[x.Length]);
        scaled.PredictVelocity(new VelocityRequest { Noisy = x, NoiseLevels = [0.7f, 0.7f], Samples = 32 }, plain);
        scaled.PredictVelocity(
            new VelocityRequest
            {
                Noisy = x,
                NoiseLevels = [0.7f, 0.7f],
                SplitLevels = [.. Enumerable.Repeat(0.7f, 8)],
                Samples = 32,
            },
            split);
        Assert.Equal(plain, split);
    }

    // The model inside learnt sounds times the scale, so a long sound outside is one over the scale.
    [Fact]
    public void ScaledModel_OfDifferentSplits_ScalesEachByItsOwnNoiseLevel()
    {
        using var model = ScaledDataModel.Around(new CountingModel(), 4f);
        var run = Run(model, 8);
        var window = new float[run.Size];
        for (var i = 0; i < window.Length; i++)
            window[i] = i % 32 / 8 / 4f;
        var made = new LadderSampler(run, _linear).Continue(window, 3);
        for (var i = 0; i < made.Length; i++)
            Assert.Equal((2 + (i % 24 / 8)) / 4f, made[i], 1e-4);
    }

    private static SamplingRun Run(IDiffusionModel model, int steps, int items = 1) => new(
        model, Sampled.Grid(_linear, steps), [.. Enumerable.Range(1, items).Select(seed => new NoiseStream((ulong)seed))],
        model.Info.NativeLength);
}
