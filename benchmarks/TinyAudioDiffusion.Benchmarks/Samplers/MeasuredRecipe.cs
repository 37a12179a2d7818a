using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>A sampler on a schedule.</summary>
internal sealed record MeasuredRecipe(string Name, ISampler Sampler, INoiseSchedule Schedule)
{
    /// <summary>What 50 steps of it give is what the others are held against.</summary>
    public static MeasuredRecipe Reference { get; } = new("ddim, linear", new DdimSampler(), new LinearSchedule());

    public static IReadOnlyList<MeasuredRecipe> All { get; } =
    [
        Reference,
        new("ddim, logistic", new DdimSampler(), new LogisticSchedule()),
        new("dpmpp-2m, linear", new Dpmpp2MSampler(), new LinearSchedule()),
        new("dpmpp-2m, cosine-logsnr", new Dpmpp2MSampler(), new LogSnrSchedule()),
        new("dpmpp-2m, karras", new Dpmpp2MSampler(), new KarrasSchedule()),
        new("dpmpp-2m, logistic", new Dpmpp2MSampler(), new LogisticSchedule()),
        new("exponential-3m-sde eta 0, logistic", new Exponential3MSdeSampler(0), new LogisticSchedule()),
        new("unipc, logistic", new UniPcSampler(), new LogisticSchedule()),
        new("unipc order 2, logistic", new UniPcSampler(2), new LogisticSchedule()),
        new("iplms, crash", new IplmsSampler(), new CrashSchedule()),
        new("iplms, logistic", new IplmsSampler(), new LogisticSchedule()),
        new("v-adams, linear", new VAdamsSampler(), new LinearSchedule()),
        new("v-adams, crash", new VAdamsSampler(), new CrashSchedule()),
        new("v-adams, karras", new VAdamsSampler(), new KarrasSchedule()),
        new("v-adams, logistic", new VAdamsSampler(), new LogisticSchedule()),
    ];

    /// <summary>Makes a sound from the start noise of each seed, [seeds, channels, samples].</summary>
    public float[] Run(Problem problem, int steps, int seeds)
    {
        var levels = new float[steps + 1];
        Schedule.Fill(levels);
        var channels = problem.Model.Info.Channels;
        var size = channels * problem.Samples;
        var x = new float[seeds * size];
        var noise = new Noise.NoiseStream[seeds];
        for (var item = 0; item < seeds; item++)
        {
            noise[item] = new Noise.NoiseStream((ulong)item + 1000);
            noise[item].Fill(x.AsSpan(item * size, size), channels, draw: 0);
        }

        var classes = new int[problem.Class < 0 ? 0 : seeds];
        classes.AsSpan().Fill(problem.Class);
        Sampler.Sample(new SamplingRun(problem.Model, levels, noise, problem.Samples, classes), x);
        return x;
    }
}
