using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>
/// The verb "extend": a longer sound, window after window of the model's native length. Each window begins with an overlap that is kept and
/// is inpainted after it. Every window has noise of its own, derived from the seed. An autoregressive model goes on by itself, with its
/// own overlap of half a window; overlap and resamples of the options do not count.
/// </summary>
internal sealed class SoundExtension : EditVerb
{
    private readonly AudioClip _source;
    private readonly ExtensionOptions _options;

    public SoundExtension(AudioClip source, ExtensionOptions options)
    {
        SoundFitting.RequireUsable(source, "The source");
        Checked(options.Resamples, 1, 100, "extension", "number of resamples");
        if (!(options.Overlap is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                "extension", options.Overlap, $"The overlap is {options.Overlap}; it must be above 0 and below 1.");
        }

        (_source, _options) = (source, options);
    }

    public static SoundExtension Again(SoundEdit edit, AudioClip source, string? expectedSource, FinishingOptions? finishing)
        => new(source, new()
        {
            Overlap = edit.Amount ?? throw Incomplete(edit, "overlap"),
            Resamples = edit.Resamples ?? throw Incomplete(edit, "number of resamples"),
        })
        {
            ExpectedSource = expectedSource,
            EarlierFinishing = finishing,
        };

    public override GenerationOptions Complete(GenerationOptions options) => options.Length is null
        ? throw new ArgumentOutOfRangeException(nameof(options), null, "To extend a sound, the options must name the length to reach.")
        : Unfinished(DdimOnly(options));

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
    {
        var done = Resampler.LengthAt(_source, plan.Model.Info.SampleRate);
        if (plan.Model.Info.Splits is not null)
        {
            var steps = done < plan.Recipe.Length ? new LongSounds(plan).StepsOfExtension(plan.Recipe.Length - (int)done) : 0;
            return [new NetworkWork(plan.Model, 1, plan.Model.Info.NativeLength, steps)];
        }

        var windows = done < plan.Recipe.Length ? Windows(plan, (int)done, out _) : 0;
        return [new NetworkWork(plan.Model, 1, Window(plan), (long)windows * plan.Steps * _options.Resamples)];
    }

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var info = plan.Model.Info;
        var total = plan.Recipe.Length;
        var sound = SoundFitting.Fit(_source, info.SampleRate, info.Channels, total, "The source");
        var edit = new SoundEdit(VerbNames.Extend) { Source = HashOf(sound), Amount = _options.Overlap, Resamples = _options.Resamples };
        var length = Resampler.LengthAt(_source, info.SampleRate);
        if (length >= total)
        {
            throw new ArgumentOutOfRangeException(
                "options", total, $"The source has {length} samples at {info.SampleRate} Hz already; the length to reach is {total}.");
        }

        if (info.Splits is null)
            GoOn(plan, sound, (int)length, clock, cancellationToken);
        else
            new LongSounds(plan).Extend(sound, (int)length, clock, cancellationToken);
        clock.Done();
        return [PlanSampling.ToClip(sound, plan with { NetworkLength = total }, plan.Recipe with { Edit = edit })];
    }

    private void GoOn(GenerationPlan plan, float[] sound, int done, ProgressClock clock, CancellationToken cancellationToken)
    {
        var windows = Windows(plan, done, out var overlap);
        clock.BeginSampling(checked(windows * plan.Steps));
        for (var part = 0; done < plan.Recipe.Length; part++)
        {
            var start = Math.Max(0, done - overlap);
            Continue(plan, sound, start, done - start, part, clock, cancellationToken);
            done = start + Window(plan);
        }
    }

    private static int Window(GenerationPlan plan) => plan.Model.Info.RoundUpLength(plan.Model.Info.NativeLength);

    // How many windows lead from what is done to the whole length.
    private int Windows(GenerationPlan plan, int done, out int overlap)
    {
        var window = Window(plan);
        overlap = Math.Clamp((int)(_options.Overlap * window), 1, window - 1);
        var afterTheFirst = Math.Max(0, plan.Recipe.Length - Math.Max(0, done - overlap) - window);
        return 1 + ((afterTheFirst + window - overlap - 1) / (window - overlap));
    }

    // Inpaints one window of the sound, [channels, total]: "kept" samples from "start" on stay, what follows is new.
    private void Continue(
        GenerationPlan plan, float[] sound, int start, int kept, int part, ProgressClock clock, CancellationToken cancellationToken)
    {
        var (channels, window, total) = (plan.Model.Info.Channels, Window(plan), plan.Recipe.Length);
        var (x, source, keep) = (new float[channels * window], new float[channels * window], new bool[channels * window]);
        for (var channel = 0; channel < channels; channel++)
        {
            sound.AsSpan((channel * total) + start, kept).CopyTo(source.AsSpan(channel * window));
            keep.AsSpan(channel * window, kept).Fill(true);
        }

        var noise = new NoiseStream(plan.Recipe.Seed).Part(part);
        noise.Fill(x, channels, draw: 0);
        var run = new SamplingRun(
            plan.Model, plan.NoiseLevels, [noise], window, plan.ClassesOf(0, 1),
            (in SamplingStep step) => clock.Sampled((part * plan.Steps) + step.Step), cancellationToken)
        {
            Characters = plan.CharactersOf(0, 1),
            ClassShares = plan.ClassShares,
            Texts = plan.TextsOf(1),
        };
        new InpaintingSampler(source, keep, _options.Resamples).Sample(run, x);
        cancellationToken.ThrowIfCancellationRequested();

        var taken = Math.Min(window, total - start);
        for (var channel = 0; channel < channels; channel++)
            x.AsSpan(channel * window, taken).CopyTo(sound.AsSpan((channel * total) + start));
    }
}
