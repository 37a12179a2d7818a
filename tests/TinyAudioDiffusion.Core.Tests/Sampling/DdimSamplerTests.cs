using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Sampling;

public class DdimSamplerTests
{
    private const int Samples = 64;

    [Fact]
    public void Sample_Gaussian_ApproachesTheExactFlowAtFirstOrder()
    {
        using var model = new AnalyticGaussianModel(mean: 0.5, deviation: 0.2);
        var exact = Start(model, [1]);
        for (var i = 0; i < exact.Length; i++)
            exact[i] = 0.5f + (0.2f * exact[i]);

        var errors = new[] { 25, 50, 100, 200 }.Select(steps => Distance(exact, Sample(model, steps, [1]))).ToArray();

        Assert.True(errors[^1] < 0.005, $"200 steps end {errors[^1]} away.");
        foreach (var (coarse, fine) in errors.Zip(errors.Skip(1)))
            Assert.InRange(coarse / fine, 1.6, 2.5);
    }

    [Fact]
    public void Sample_OneStep_IsTheFirstEstimate()
    {
        var model = new ScriptedDiffusionModel { OnPredict = (in VelocityRequest _, Span<float> velocity) => velocity.Fill(-0.25f) };

        // At t = 1 the estimate of the clean sound is -v, exactly.
        Assert.All(Sample(model, 1, [9]), value => Assert.Equal(0.25f, value));
        Assert.Equal([1f], Assert.Single(model.Requests).NoiseLevels);
    }

    [Fact]
    public void Sample_Batch_GivesTheBitsOfEachItemAlone()
    {
        using var model = new AnalyticGaussianModel(mean: 0.1, deviation: 0.3);
        ulong[] seeds = [5, 6, 7, 8, 9];

        var together = Sample(model, 10, seeds);

        var size = together.Length / seeds.Length;
        for (var item = 0; item < seeds.Length; item++)
            Assert.Equal(Sample(model, 10, [seeds[item]]), together[(item * size)..((item + 1) * size)]);
    }

    [Fact]
    public void Sample_ReportsEachStepWithItsEstimate()
    {
        using var model = new AnalyticGaussianModel(mean: 0.5, deviation: 0);
        var steps = new List<(int Step, int Steps, float Level)>();

        Sample(model, 4, [1], observer: (in SamplingStep step) =>
        {
            steps.Add((step.Step, step.Steps, step.NoiseLevel));
            foreach (var value in step.Denoised)
                Assert.Equal(0.5f, value, 1e-6f);
        });

        Assert.Equal([(1, 4, 1f), (2, 4, 0.75f), (3, 4, 0.5f), (4, 4, 0.25f)], steps);
    }

    [Fact]
    public void Sample_Cancelled_StopsBeforeTheNextNetworkCall()
    {
        using var source = new CancellationTokenSource();
        using var model = new AnalyticGaussianModel(0, 1) { OnCall = source.Cancel };

        Assert.ThrowsAny<OperationCanceledException>(() => Sample(model, 10, [1], cancellationToken: source.Token));
        Assert.Equal(1, model.Calls);
    }

    [Fact]
    public void Sample_SpanOfAnotherSize_Throws()
    {
        using var model = new AnalyticGaussianModel(0, 1);
        var run = new SamplingRun(model, [1f, 0f], [new NoiseStream(1)], Samples);

        Assert.Throws<ArgumentException>(() => new DdimSampler().Sample(run, new float[Samples]));
    }

    private static float[] Sample(
        IDiffusionModel model, int steps, ulong[] seeds, SamplingObserver? observer = null, CancellationToken cancellationToken = default)
    {
        var x = Start(model, seeds);
        var levels = new float[steps + 1];
        new LinearSchedule().Fill(levels);
        var noise = seeds.Select(seed => new NoiseStream(seed)).ToArray();
        var run = new SamplingRun(model, levels, noise, Samples, observer: observer, cancellationToken: cancellationToken);
        new DdimSampler().Sample(run, x);
        Assert.Equal(steps, run.NetworkCalls);
        return x;
    }

    private static float[] Start(IDiffusionModel model, ulong[] seeds)
    {
        var size = model.Info.Channels * Samples;
        var x = new float[seeds.Length * size];
        for (var item = 0; item < seeds.Length; item++)
            new NoiseStream(seeds[item]).Fill(x.AsSpan(item * size, size), model.Info.Channels, draw: 0);
        return x;
    }

    private static double Distance(float[] a, float[] b)
        => Math.Sqrt(a.Zip(b, (x, y) => Math.Pow((double)x - y, 2)).Average());
}
