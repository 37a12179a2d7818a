using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Tests.Sampling;

/// <summary>Runs samplers as the generator does.</summary>
internal static class Sampled
{
    public static float[] Grid(INoiseSchedule schedule, int steps)
    {
        var levels = new float[steps + 1];
        schedule.Fill(levels);
        return levels;
    }

    /// <summary>Even steps in ln sigma between two finite levels, where the orders of methods can be measured.</summary>
    public static float[] EvenInLambda(double sigmaMax, double sigmaMin, int steps)
    {
        var levels = new float[steps + 1];
        for (var i = 0; i <= steps; i++)
            levels[i] = (float)(Math.Atan(sigmaMax * Math.Pow(sigmaMin / sigmaMax, (double)i / steps)) * 2 / Math.PI);
        return levels;
    }

    /// <summary>Every other step of ln sigma is twice as large; the number of steps is even.</summary>
    public static float[] UnevenInLambda(double sigmaMax, double sigmaMin, int steps)
    {
        var levels = new float[steps + 1];
        for (var i = 0; i <= steps; i++)
        {
            var place = (3 * (i / 2)) + (i % 2);
            levels[i] = (float)(Math.Atan(sigmaMax * Math.Pow(sigmaMin / sigmaMax, place / (1.5 * steps))) * 2 / Math.PI);
        }

        return levels;
    }

    public static float[] Start(IDiffusionModel model, ReadOnlySpan<ulong> seeds, int samples, float level = 1f)
    {
        var size = model.Info.Channels * samples;
        var x = new float[seeds.Length * size];
        for (var item = 0; item < seeds.Length; item++)
            new NoiseStream(seeds[item]).Fill(x.AsSpan(item * size, size), model.Info.Channels, draw: 0);
        foreach (ref var value in x.AsSpan())
            value *= VObjective.Sigma(level);
        return x;
    }

    public static float[] Run(
        ISampler sampler, IDiffusionModel model, float[] levels, ulong[] seeds, int samples,
        SamplingObserver? observer = null, CancellationToken cancellationToken = default)
    {
        var x = Start(model, seeds, samples, levels[0]);
        var noise = seeds.Select(seed => new NoiseStream(seed)).ToArray();
        sampler.Sample(new SamplingRun(model, levels, noise, samples, observer: observer, cancellationToken: cancellationToken), x);
        return x;
    }

    /// <summary>The root mean square of the difference.</summary>
    public static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        return Math.Sqrt(sum / a.Length);
    }

    public static double Rms(ReadOnlySpan<float> a) => Distance(a, new float[a.Length]);
}
