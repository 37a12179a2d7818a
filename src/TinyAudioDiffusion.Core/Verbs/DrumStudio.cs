using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>Checks what a verb is asked, then hands the work to the verb's own class. Comes from the service provider.</summary>
/// <inheritdoc cref="IDrumStudio" path="/remarks"/>
public sealed class DrumStudio : IDrumStudio
{
    private readonly GenerationRunner _runner;
    private readonly Registry<ISoundScore> _scores;

    internal DrumStudio(GenerationRunner runner, Registry<ISoundScore> scores)
    {
        _runner = runner;
        _scores = scores;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AudioClip>> VaryAsync(
        ModelChoice model, AudioClip source, VariationOptions? variation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        variation ??= new();
        SoundFitting.RequireUsable(source, "The source");
        if (!(variation.Strength is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(variation), variation.Strength, $"The strength is {variation.Strength}; it must be from 0 to 1.");
        return await _runner.RunAsync(
            model, variation.Count, options, progress,
            (plan, clock, stop) => _runner.Sample(Variation.Plan(plan, source, variation), clock, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AudioClip>> InpaintAsync(
        ModelChoice model, AudioClip source, InpaintingOptions inpainting, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inpainting);
        SoundFitting.RequireUsable(source, "The source");
        RequireRange(inpainting.Resamples, 1, 100, nameof(inpainting), "number of resamples");
        if (inpainting.Regions is not { Count: > 0 })
            throw new ArgumentException("No region is given; name at least one part of the sound to make anew.", nameof(inpainting));
        return await _runner.RunAsync(
            model, inpainting.Count, DdimOnly(options), progress,
            (plan, clock, stop) => _runner.Sample(Repainting.Plan(plan, source, inpainting), clock, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, ulong otherSeed, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        interpolation = Checked(interpolation);
        return await _runner.RunAsync(
            model, interpolation.Count, options, progress,
            (plan, clock, stop) => _runner.Sample(Interpolation.BetweenSeeds(plan, otherSeed), clock, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, AudioClip from, AudioClip to, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        interpolation = Checked(interpolation);
        SoundFitting.RequireUsable(from, "The first sound");
        SoundFitting.RequireUsable(to, "The second sound");
        return await _runner.RunAsync(
            model, interpolation.Count, DdimOnly(options), progress,
            (plan, clock, stop) => _runner.Sample(Interpolation.BetweenSounds(plan, from, to, interpolation.Refinements, clock, stop), clock, stop),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<AudioClip> InvertAsync(
        ModelChoice model, AudioClip source, int refinements = 2, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SoundFitting.RequireUsable(source, "The source");
        RequireRange(refinements, 0, 100, nameof(refinements), "number of refinements");
        return await _runner.RunAsync(
            model, 1, DdimOnly(options), progress,
            (plan, clock, stop) => Inversion.ToNoise(plan, source, refinements, clock, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<AudioClip> GenerateFromNoiseAsync(
        ModelChoice model, AudioClip noise, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SoundFitting.RequireUsable(noise, "The noise");
        return await _runner.RunAsync(
            model, 1, options, progress,
            (plan, clock, stop) => _runner.Sample(Inversion.FromNoise(plan, noise), clock, stop)[0], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<AudioClip> ExtendAsync(
        ModelChoice model, AudioClip source, ExtensionOptions? extension = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        extension ??= new();
        SoundFitting.RequireUsable(source, "The source");
        RequireRange(extension.Resamples, 1, 100, nameof(extension), "number of resamples");
        if (!(extension.Overlap is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(extension), extension.Overlap, $"The overlap is {extension.Overlap}; it must be above 0 and below 1.");
        if (options?.Length is null)
            throw new ArgumentOutOfRangeException(nameof(options), null, "To extend a sound, the options must name the length to reach.");
        return await _runner.RunAsync(
            model, 1, DdimOnly(options), progress,
            (plan, clock, stop) => Extension.Run(plan, source, extension, clock, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AudioClip>> LoopAsync(
        ModelChoice model, int count = 1, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await _runner.RunAsync(
            model, count, options, progress,
            (plan, clock, stop) => _runner.Sample(Looping.Plan(plan), clock, stop), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredClip>> BestOfAsync(
        ModelChoice model, int candidates, string? score = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var judge = _scores.Get(score ?? ScoreNames.CleanTail);
        var clips = await _runner.RunAsync(
            model, candidates, options, progress, (plan, clock, stop) => _runner.Sample(plan, clock, stop), cancellationToken).ConfigureAwait(false);
        return [.. clips.Select(clip => new ScoredClip(clip, judge.Score(clip))).OrderByDescending(scored => double.IsNaN(scored.Score) ? double.NegativeInfinity : scored.Score)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<DenoisingFrame> StreamAsync(
        ModelChoice model, GenerationOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var frames = Channel.CreateUnbounded<DenoisingFrame>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var work = WriteFramesAsync(model, options, frames.Writer, stop.Token);
        try
        {
            await foreach (var frame in frames.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return frame;
        }
        finally
        {
            // A reader that leaves early stops the work, and nothing goes on behind its back.
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    private async Task WriteFramesAsync(ModelChoice model, GenerationOptions? options, ChannelWriter<DenoisingFrame> frames, CancellationToken cancellationToken)
    {
        try
        {
            var last = await _runner.RunAsync(
                model, 1, options, null,
                (plan, clock, stop) =>
                {
                    var unfinished = plan.Recipe with { Finishing = null };
                    var clip = _runner.Sample(plan, clock, stop, (in SamplingStep step) =>
                    {
                        var estimate = GenerationRunner.Finish(step.Denoised, plan, unfinished);
                        frames.TryWrite(new DenoisingFrame(step.Step, step.Steps, new AudioClip(estimate.Samples.Span, estimate.Channels, estimate.SampleRate), false));
                    })[0];
                    return new DenoisingFrame(plan.Steps, plan.Steps, clip, true);
                },
                cancellationToken).ConfigureAwait(false);
            frames.TryWrite(last);
            frames.Complete();
        }
        catch (Exception exception)
        {
            frames.TryComplete(exception); // thrown where the frames are read
        }
    }

    private static InterpolationOptions Checked(InterpolationOptions? interpolation)
    {
        interpolation ??= new();
        RequireRange(interpolation.Count, 2, int.MaxValue, nameof(interpolation), "number of sounds");
        RequireRange(interpolation.Refinements, 0, 100, nameof(interpolation), "number of refinements");
        return interpolation;
    }

    private static GenerationOptions DdimOnly(GenerationOptions? options)
    {
        options ??= new();
        if (options.Sampler is { } sampler && !string.Equals(sampler, SamplerNames.Ddim, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"This verb works with the sampler \"{SamplerNames.Ddim}\" only; leave out \"{sampler}\".", nameof(options));
        return options with { Sampler = SamplerNames.Ddim };
    }

    private static void RequireRange(int value, int least, int most, string parameter, string what)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(parameter, value, $"The {what} is {value}; it must be from {least} to {most}.");
    }
}
