using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Sampling;

/// <summary>
/// The order of convergence on normal data, where the flow is known: x - m shrinks as sqrt(sigma^2 + d^2). Multistep methods start with
/// one estimate, which a high first sigma makes harmless: there the estimate of the clean sound hardly changes.
/// </summary>
public class SamplerOrderTests
{
    private const double Mean = 0.5;
    private const double Deviation = 0.4;
    private const double SigmaMin = 0.05;
    private const int Samples = 64;

    public static TheoryData<string, double, int, double> Cases() => new()
    {
        // sampler, largest sigma, fewer of the two numbers of steps, order of the method
        { "ddim", 20, 64, 1 },
        { "euler", 20, 64, 1 },
        { "euler-ancestral eta=0", 20, 64, 1 },
        { "heun", 20, 64, 2 },
        { "dpm-2", 20, 64, 2 },
        { "dpmpp-2s-ancestral eta=0", 20, 64, 2 },
        { "dpmpp-2m", 20, 64, 2 },
        { "dpmpp-2m-sde eta=0", 20, 64, 2 },
        { "iplms", 20, 64, 2 },
        { "unipc order=1", 20, 64, 2 },
        { "lms order=2", 20, 64, 2 },
        { "dpmpp-2m-sde heun eta=0", 20, 64, 2 },
        { "dpmpp-3m-sde eta=0", 200, 48, 2 },
        { "exponential-3m-sde eta=0", 200, 48, 3 },
        { "v-adams", 20, 64, 3 },
        { "unipc order=2", 20, 32, 3 },
        { "lms order=3", 20, 64, 3 },
        { "lms", 20, 48, 4 },
        { "unipc", 20, 32, 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Error_FallsWithThePapersOrder(string sampler, double sigmaMax, int steps, double order)
    {
        var (coarse, fine) = (Error(Make(sampler), sigmaMax, steps), Error(Make(sampler), sigmaMax, 2 * steps));
        var measured = Math.Log2(coarse / fine);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{sampler}: {steps} steps {coarse:E2}, {2 * steps} steps {fine:E2}, order {measured:F2}");
        Assert.InRange(measured, order - 0.35, order + 0.6);
        Assert.True(fine < 0.01, $"{2 * steps} steps end {fine} away.");
    }

    // Multistep methods weigh what lies behind by the sizes of the steps; on even ones a wrong weight would not be seen.
    [Theory]
    [InlineData("heun", 2)]
    [InlineData("dpm-2", 2)]
    [InlineData("dpmpp-2m", 2)]
    [InlineData("dpmpp-2m-sde eta=0", 2)]
    [InlineData("dpmpp-2m-sde heun eta=0", 2)]
    [InlineData("unipc order=1", 2)]
    [InlineData("lms order=2", 2)]
    [InlineData("v-adams", 3)]
    [InlineData("unipc order=2", 3)]
    [InlineData("lms order=3", 3)]
    public void Error_FallsWithThePapersOrder_OnStepsOfTwoSizes(string sampler, double order)
    {
        var coarse = Error(Make(sampler), Sampled.UnevenInLambda(20, SigmaMin, 64));
        var fine = Error(Make(sampler), Sampled.UnevenInLambda(20, SigmaMin, 128));

        TestContext.Current.TestOutputHelper?.WriteLine($"{sampler}: {coarse:E2}, {fine:E2}, order {Math.Log2(coarse / fine):F2}");
        Assert.InRange(Math.Log2(coarse / fine), order - 0.35, order + 0.6);
    }

    [Fact]
    public void Churn_ActsBetweenItsLevels_AndRaisesNoiseByAFactorOfTheRootOfTwoAtMost()
    {
        const int Steps = 10;
        using var model = new AnalyticGaussianModel(Mean, Deviation);
        var levels = Sampled.EvenInLambda(20, SigmaMin, Steps);
        float[] Run(ISampler sampler) => Sampled.Run(sampler, model, levels, [1], Samples);

        var plain = Run(new EulerSampler());
        Assert.Equal(plain, Run(new EulerSampler(new Churn(4, From: 30))));
        Assert.Equal(plain, Run(new EulerSampler(new Churn(4, To: 0.01))));
        Assert.NotEqual(plain, Run(new EulerSampler(new Churn(4, From: 0.1, To: 1))));
        Assert.Equal(Run(new EulerSampler(new Churn((Math.Sqrt(2) - 1) * Steps))), Run(new EulerSampler(new Churn(1000))));
    }

    [Fact]
    public void DpmAdaptive_TighterTolerance_ComesCloserWithMoreCalls()
    {
        var (loose, looseCalls) = Adaptive(0.2);
        var (usual, usualCalls) = Adaptive(0.01);
        var (tight, tightCalls) = Adaptive(0.0005);

        Assert.True(loose > usual && usual > 4 * tight, $"{loose} {usual} {tight}");
        Assert.True(looseCalls < usualCalls && usualCalls < tightCalls && tightCalls < 100, $"{looseCalls} {usualCalls} {tightCalls}");
        Assert.True(tight < 0.001);
    }

    internal static ISampler Make(string name) => name switch
    {
        "ddim" => new DdimSampler(),
        "ddim eta=1" => new DdimSampler(1),
        "ddpm" => new DdpmSampler(),
        "euler" => new EulerSampler(),
        "euler churn" => new EulerSampler(new Churn(4)),
        "heun" => new HeunSampler(),
        "heun churn" => new HeunSampler(new Churn(4)),
        "euler-ancestral" => new EulerAncestralSampler(),
        "euler-ancestral eta=0" => new EulerAncestralSampler(0),
        "dpm-2" => new Dpm2Sampler(),
        "lms" => new LmsSampler(),
        "lms order=2" => new LmsSampler(2),
        "lms order=3" => new LmsSampler(3),
        "iplms" => new IplmsSampler(),
        "dpmpp-2s-ancestral" => new Dpmpp2SAncestralSampler(),
        "dpmpp-2s-ancestral eta=0" => new Dpmpp2SAncestralSampler(0),
        "dpmpp-2m" => new Dpmpp2MSampler(),
        "dpmpp-2m-sde" => new Dpmpp2MSdeSampler(),
        "dpmpp-2m-sde eta=0" => new Dpmpp2MSdeSampler(0),
        "dpmpp-3m-sde" => new Dpmpp3MSdeSampler(),
        "dpmpp-3m-sde eta=0" => new Dpmpp3MSdeSampler(0),
        "exponential-3m-sde" => new Exponential3MSdeSampler(),
        "exponential-3m-sde eta=0" => new Exponential3MSdeSampler(0),
        "unipc" => new UniPcSampler(),
        "unipc order=1" => new UniPcSampler(1),
        "unipc order=2" => new UniPcSampler(2),
        "dpmpp-2m-sde heun" => new Dpmpp2MSdeSampler(form: SdeSolverForm.Heun),
        "dpmpp-2m-sde heun eta=0" => new Dpmpp2MSdeSampler(0, form: SdeSolverForm.Heun),
        "v-adams" => new VAdamsSampler(),
        "dpm-adaptive" => new DpmAdaptiveSampler(),
        _ => throw new ArgumentException(name),
    };

    internal static double Error(ISampler sampler, double sigmaMax, int steps)
        => Error(sampler, Sampled.EvenInLambda(sigmaMax, SigmaMin, steps));

    private static double Error(ISampler sampler, float[] levels)
    {
        using var model = new AnalyticGaussianModel(Mean, Deviation);
        var end = Sampled.Run(sampler, model, levels, [1], Samples);
        return Sampled.Distance(Exact(model, levels), end);
    }

    private static (double Error, int Calls) Adaptive(double tolerance)
    {
        using var model = new AnalyticGaussianModel(Mean, Deviation);
        var levels = Sampled.EvenInLambda(20, SigmaMin, 20);
        var end = Sampled.Run(new DpmAdaptiveSampler(tolerance, tolerance / 10), model, levels, [1], Samples);
        return (Sampled.Distance(Exact(model, levels), end), model.Calls);
    }

    private static float[] Exact(AnalyticGaussianModel model, float[] levels)
    {
        var x = Sampled.Start(model, [1], Samples, levels[0]);
        var (first, last) = (SigmaSpace.SigmaOf(levels[0]), SigmaSpace.SigmaOf(levels[^1]));
        var shrink = Math.Sqrt(((last * last) + (Deviation * Deviation)) / ((first * first) + (Deviation * Deviation)));
        for (var i = 0; i < x.Length; i++)
            x[i] = (float)((Mean + (((x[i] * Math.Sqrt(1 + (first * first))) - Mean) * shrink)) / Math.Sqrt(1 + (last * last)));
        return x;
    }
}
