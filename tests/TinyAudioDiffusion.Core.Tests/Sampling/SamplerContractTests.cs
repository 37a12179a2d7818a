using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Sampling;

/// <summary>What every sampler promises, whatever its method.</summary>
public class SamplerContractTests
{
    private const int Samples = 64;

    public static TheoryData<string> All() =>
    [
        "ddim", "ddim eta=1", "ddpm", "euler", "euler churn", "heun", "heun churn", "euler-ancestral", "dpm-2", "lms", "iplms",
        "dpmpp-2s-ancestral",
        "dpmpp-2m", "dpmpp-2m-sde", "dpmpp-2m-sde heun", "dpmpp-3m-sde", "exponential-3m-sde", "unipc", "v-adams", "dpm-adaptive",
    ];

    public static TheoryData<string> Stochastic() =>
    [
        "ddim eta=1", "ddpm", "euler churn", "heun churn", "euler-ancestral", "dpmpp-2s-ancestral", "dpmpp-2m-sde", "dpmpp-2m-sde heun",
        "dpmpp-3m-sde", "exponential-3m-sde",
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void OneSound_IsFoundExactly_FromInfiniteSigma(string sampler)
    {
        using var model = new AnalyticGaussianModel(mean: 0.5, deviation: 0);

        foreach (var schedule in new INoiseSchedule[] { new LinearSchedule(), new KarrasSchedule(), new CrashSchedule() })
        {
            foreach (var steps in new[] { 1, 2, 3, 12 })
            {
                var x = Sampled.Run(SamplerOrderTests.Make(sampler), model, Sampled.Grid(schedule, steps), [3], Samples);
                Assert.All(x, value => Assert.Equal(0.5f, value, 5e-5f));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gaussian_KeepsItsMeanAndDeviation(string sampler)
    {
        const int many = 16384;
        using var model = new AnalyticGaussianModel(mean: 0.5, deviation: 0.4);

        var x = Sampled.Run(SamplerOrderTests.Make(sampler), model, Sampled.Grid(new LogSnrSchedule(-6, 9), 100), [7], many);

        // 2 x 16384 values: the mean is known to 0.002, the deviation to 0.4 %, and first-order methods are about 3 % off.
        var mean = x.Average(value => (double)value);
        var deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
        Assert.Equal(0.5, mean, 0.012);
        Assert.InRange(deviation / 0.4, 0.95, 1.05);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Batch_GivesTheBitsOfEachItemAlone(string sampler)
    {
        using var model = new AnalyticGaussianModel(mean: 0.1, deviation: 0.3);
        ulong[] seeds = [5, 6, 7];
        var levels = Sampled.Grid(new LinearSchedule(), 9);

        var together = Sampled.Run(SamplerOrderTests.Make(sampler), model, levels, seeds, Samples);

        var size = together.Length / seeds.Length;
        for (var item = 0; item < seeds.Length; item++)
        {
            var alone = Sampled.Run(SamplerOrderTests.Make(sampler), model, levels, [seeds[item]], Samples);
            Assert.Equal(alone, together[(item * size)..((item + 1) * size)]);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Twice_OneInstance_GivesTheSameBits(string sampler)
    {
        using var model = new AnalyticMixtureModel(4, Samples, 0.2);
        var shared = SamplerOrderTests.Make(sampler);
        var levels = Sampled.Grid(new LinearSchedule(), 9);

        var first = Sampled.Run(shared, model, levels, [5], Samples);

        Assert.Equal(first, Sampled.Run(shared, model, levels, [5], Samples));
        Assert.NotEqual(first, Sampled.Run(shared, model, levels, [6], Samples));
    }

    [Theory]
    [MemberData(nameof(Stochastic))]
    public void Stochastic_DrawsFromTheItemsOwnStream(string sampler)
    {
        using var model = new AnalyticGaussianModel(0.1, 0.3);
        var levels = Sampled.Grid(new LinearSchedule(), 9);
        var start = Sampled.Start(model, [5], Samples);

        var (one, other) = ((float[])start.Clone(), (float[])start.Clone());
        SamplerOrderTests.Make(sampler).Sample(new SamplingRun(model, levels, [new NoiseStream(5)], Samples), one);
        SamplerOrderTests.Make(sampler).Sample(new SamplingRun(model, levels, [new NoiseStream(6)], Samples), other);

        Assert.NotEqual(one, other);
    }

    [Fact]
    public void ANoiseScaleOfZero_LeavesTheFreshNoiseOut()
    {
        using var model = new AnalyticGaussianModel(0.1, 0.3);
        var levels = Sampled.Grid(new LinearSchedule(), 9);
        var start = Sampled.Start(model, [5], Samples);
        ISampler[] samplers =
        [
            new EulerAncestralSampler(noiseScale: 0), new Dpmpp2SAncestralSampler(noiseScale: 0), new Dpmpp2MSdeSampler(noiseScale: 0),
            new Dpmpp3MSdeSampler(noiseScale: 0), new Exponential3MSdeSampler(noiseScale: 0),
        ];

        foreach (var sampler in samplers)
        {
            var (one, other) = ((float[])start.Clone(), (float[])start.Clone());
            sampler.Sample(new SamplingRun(model, levels, [new NoiseStream(5)], Samples), one);
            sampler.Sample(new SamplingRun(model, levels, [new NoiseStream(6)], Samples), other);
            Assert.Equal(one, other);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Cancelled_StopsBeforeTheNextNetworkCall(string sampler)
    {
        using var source = new CancellationTokenSource();
        AnalyticGaussianModel model = null!;
        model = new AnalyticGaussianModel(0, 1) { OnCall = () => { if (model.Calls == 3) source.Cancel(); } };

        Assert.ThrowsAny<OperationCanceledException>(
            () => Sampled.Run(
                SamplerOrderTests.Make(sampler), model, Sampled.Grid(new LinearSchedule(), 10), [1, 2], Samples,
                cancellationToken: source.Token));
        Assert.Equal(3, model.Calls);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Progress_RisesToTheLastStep_WithTheEstimateOfTheCleanSound(string sampler)
    {
        using var model = new AnalyticGaussianModel(mean: 0.5, deviation: 0);
        var steps = new List<int>();

        Sampled.Run(
            SamplerOrderTests.Make(sampler), model, Sampled.Grid(new LinearSchedule(), 6), [1], Samples, observer: (in SamplingStep step) =>
        {
            steps.Add(step.Step);
            Assert.Equal(6, step.Steps);
            Assert.InRange(step.NoiseLevel, 0f, 1f);
            foreach (var value in step.Denoised)
                Assert.Equal(0.5f, value, 1e-4f);
        });

        Assert.Equal(6, steps[^1]);
        Assert.Equal(steps.Order().Distinct(), steps);
        if (sampler != "dpm-adaptive")
            Assert.Equal([1, 2, 3, 4, 5, 6], steps);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CallsPerStep_BoundsTheCallsOfARun(string sampler)
    {
        using var model = new AnalyticGaussianModel(0.5, 0.4);
        var made = SamplerOrderTests.Make(sampler);

        Sampled.Run(made, model, Sampled.Grid(new LogSnrSchedule(), 10), [1], Samples);

        if (sampler != "dpm-adaptive")
            Assert.InRange(model.Calls, (10 * made.CallsPerStep) - (2 * (made.CallsPerStep - 1)), 10 * made.CallsPerStep);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GridThatEndsAboveZero_LeavesNoiseOfThatLevel(string sampler)
    {
        using var model = new AnalyticGaussianModel(mean: 0.5, deviation: 0);

        var x = Sampled.Run(SamplerOrderTests.Make(sampler), model, Sampled.EvenInLambda(20, 0.5, 30), [1], 4096);

        var mean = x.Average(value => (double)value);
        Assert.Equal(0.5 / Math.Sqrt(1.25), mean, 0.03);
        Assert.InRange(Math.Sqrt(x.Average(value => (value - mean) * (value - mean))), 0.41, 0.48); // 0.5 / sqrt(1.25) = 0.447
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SpanOfAnotherSize_Throws(string sampler)
    {
        using var model = new AnalyticGaussianModel(0, 1);
        var run = new SamplingRun(model, [1f, 0f], [new NoiseStream(1)], Samples);

        Assert.Throws<ArgumentException>(() => SamplerOrderTests.Make(sampler).Sample(run, new float[Samples]));
        Assert.Throws<ArgumentNullException>(() => SamplerOrderTests.Make(sampler).Sample(null!, new float[Samples]));
    }

    [Fact]
    public void BadOptions_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DdimSampler(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DdimSampler(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EulerAncestralSampler(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LmsSampler(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UniPcSampler(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DpmAdaptiveSampler(rtol: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dpmpp2MSdeSampler(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EulerSampler(new Churn(-1)));
    }

    [Fact]
    public void Euler_IsDdim()
    {
        using var model = new AnalyticMixtureModel(4, Samples, 0.2);
        var levels = Sampled.Grid(new LinearSchedule(), 20);

        Golden.AssertClose(
            Sampled.Run(new DdimSampler(), model, levels, [5], Samples),
            Sampled.Run(new EulerSampler(), model, levels, [5], Samples),
            absolute: 1e-5);
    }

    // Eta 1 of DDIM is the posterior of DDPM, from the same draws.
    [Fact]
    public void Ddpm_IsDdimWithEtaOne()
    {
        using var model = new AnalyticMixtureModel(4, Samples, 0.2);
        var levels = Sampled.Grid(new LinearSchedule(), 20);

        Golden.AssertClose(
            Sampled.Run(new DdimSampler(1), model, levels, [5], Samples),
            Sampled.Run(new DdpmSampler(), model, levels, [5], Samples),
            absolute: 2e-5);
    }

    [Fact]
    public void Dpmpp2MSde_WithoutNoise_IsDpmpp2M()
    {
        using var model = new AnalyticMixtureModel(4, Samples, 0.2);
        var levels = Sampled.Grid(new LogSnrSchedule(), 20);

        Golden.AssertClose(
            Sampled.Run(new Dpmpp2MSampler(), model, levels, [5], Samples),
            Sampled.Run(new Dpmpp2MSdeSampler(0), model, levels, [5], Samples),
            absolute: 1e-5);
    }
}
