using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>
/// A longer sound, window after window of the model's native length: each begins with an overlap that is kept and is inpainted after it. Every
/// window has noise of its own, derived from the seed.
/// </summary>
internal static class Extension
{
    /// <summary>Tells what the windows ask of the network.</summary>
    public static IEnumerable<NetworkWork> Work(GenerationPlan plan, AudioClip source, ExtensionOptions extension)
    {
        var done = Resampler.LengthAt(source, plan.Model.Info.SampleRate);
        var windows = done < plan.Recipe.Length ? Windows(plan, (int)done, extension, out _) : 0;
        return [new NetworkWork(plan.Model, 1, Window(plan), (long)windows * plan.Steps * extension.Resamples)];
    }

    public static AudioClip Run(
        GenerationPlan plan, AudioClip source, ExtensionOptions extension, string? expectedSource, ProgressClock clock, CancellationToken cancellationToken)
    {
        var info = plan.Model.Info;
        var total = plan.Recipe.Length;
        var window = Window(plan);
        var sound = SoundFitting.Fit(source, info, total, "The source");
        var hash = SoundSource.Hash(sound);
        SoundSource.RequireSame(expectedSource, hash);
        var done = (int)Math.Min(total, Resampler.LengthAt(source, info.SampleRate));
        if (done == total)
            throw new ArgumentOutOfRangeException("options", total, $"The source has {Resampler.LengthAt(source, info.SampleRate)} samples at {info.SampleRate} Hz already; the length to reach is {total}.");

        var windows = Windows(plan, done, extension, out var overlap);
        clock.BeginSampling(checked(windows * plan.Steps));
        for (var part = 0; done < total; part++)
        {
            var start = Math.Max(0, done - overlap);
            Continue(plan, sound, total, start, done - start, window, extension.Resamples, part, clock, cancellationToken);
            done = start + window;
        }

        clock.Done();
        var recipe = plan.Recipe with { Edit = new SoundEdit(VerbNames.Extend) { Source = hash, Amount = extension.Overlap, Resamples = extension.Resamples } };
        return GenerationRunner.Finish(sound, plan with { NetworkLength = total }, recipe);
    }

    private static int Window(GenerationPlan plan) => plan.Model.Info.RoundUpLength(plan.Model.Info.NativeLength);

    // How many windows lead from what is done to the whole length.
    private static int Windows(GenerationPlan plan, int done, ExtensionOptions extension, out int overlap)
    {
        var window = Window(plan);
        overlap = Math.Clamp((int)(extension.Overlap * window), 1, window - 1);
        var afterTheFirst = Math.Max(0, plan.Recipe.Length - Math.Max(0, done - overlap) - window);
        return 1 + ((afterTheFirst + window - overlap - 1) / (window - overlap));
    }

    private static void Continue(
        GenerationPlan plan, float[] sound, int total, int start, int kept, int window, int resamples, int part, ProgressClock clock, CancellationToken cancellationToken)
    {
        var channels = plan.Model.Info.Channels;
        var (x, source, keep) = (new float[channels * window], new float[channels * window], new bool[channels * window]);
        for (var channel = 0; channel < channels; channel++)
        {
            sound.AsSpan((channel * total) + start, kept).CopyTo(source.AsSpan(channel * window));
            keep.AsSpan(channel * window, kept).Fill(true);
        }

        var noise = new NoiseStream(plan.Recipe.Seed).Part(part);
        noise.Fill(x, channels, draw: 0);
        var classes = plan.ClassIndex < 0 ? [] : new[] { plan.ClassIndex };
        var run = new SamplingRun(
            plan.Model, plan.NoiseLevels, [noise], window, classes, (in SamplingStep step) => clock.Sampled((part * plan.Steps) + step.Step), cancellationToken);
        Inpainting.Sample(run, x, source, keep, resamples);
        cancellationToken.ThrowIfCancellationRequested();

        var taken = Math.Min(window, total - start);
        for (var channel = 0; channel < channels; channel++)
            x.AsSpan(channel * window, taken).CopyTo(sound.AsSpan((channel * total) + start));
    }
}
