using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>Checks what a verb is asked, then hands the work to the verb's own class. Comes from the service provider.</summary>
/// <inheritdoc cref="IDrumStudio" path="/remarks"/>
public sealed partial class DrumStudio : IDrumStudio
{
    private readonly GenerationRunner _runner;
    private readonly Registry<ISoundScore> _scores;

    internal DrumStudio(GenerationRunner runner, Registry<ISoundScore> scores)
    {
        _runner = runner;
        _scores = scores;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> VaryAsync(
        ModelChoice model, AudioClip source, VariationOptions? variation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => VaryAsync(model, source, variation ?? new(), options, null, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> InpaintAsync(
        ModelChoice model, AudioClip source, InpaintingOptions inpainting, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => InpaintAsync(model, source, inpainting, options, null, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, ulong otherSeed, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        interpolation = Checked(interpolation);
        return _runner.RunAsync<IReadOnlyList<AudioClip>>(
            model, interpolation.Count, options, progress,
            (plan, clock, stop) => GenerationRunner.Sample(Interpolation.BetweenSeeds(plan, otherSeed), clock, stop), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, AudioClip from, AudioClip to, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        interpolation = Checked(interpolation);
        return InterpolateAsync(model, from, to, interpolation.Count, interpolation.Refinements, null, options, null, progress, cancellationToken);
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
            (plan, clock, stop) => Inversion.ToNoise(plan, source, refinements, clock, stop), cancellationToken,
            plan => [Inversion.Work(plan, refinements)]).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<AudioClip> GenerateFromNoiseAsync(
        ModelChoice model, AudioClip noise, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => GenerateFromNoiseAsync(model, noise, options, null, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<AudioClip> ExtendAsync(
        ModelChoice model, AudioClip source, ExtensionOptions? extension = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => ExtendAsync(model, source, extension ?? new(), options, null, progress, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AudioClip>> LoopAsync(
        ModelChoice model, int count = 1, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await _runner.RunAsync(
            model, count, options, progress,
            (plan, clock, stop) => GenerationRunner.Sample(Looping.Plan(plan), clock, stop), cancellationToken,
            plan => Looping.Plan(plan).Work()).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredClip>> BestOfAsync(
        ModelChoice model, int candidates, string? score = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var judge = _scores.Get(score ?? ScoreNames.CleanTail);
        var clips = await _runner.RunAsync(
            model, candidates, options, progress, (plan, clock, stop) => GenerationRunner.Sample(plan, clock, stop), cancellationToken).ConfigureAwait(false);
        return [.. clips.Select(clip => new ScoredClip(clip, judge.Score(clip))).OrderByDescending(scored => double.IsNaN(scored.Score) ? double.NegativeInfinity : scored.Score)];
    }

    private async Task<IReadOnlyList<AudioClip>> VaryAsync(
        ModelChoice model, AudioClip source, VariationOptions variation, GenerationOptions? options, string? expectedSource,
        IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        SoundFitting.RequireUsable(source, "The source");
        if (!(variation.Strength is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(variation), variation.Strength, $"The strength is {variation.Strength}; it must be from 0 to 1.");
        return await _runner.RunAsync(
            model, variation.Count, options, progress,
            (plan, clock, stop) => GenerationRunner.Sample(Same(Variation.Plan(plan, source, variation), expectedSource), clock, stop), cancellationToken,
            plan => Variation.Work(plan, variation)).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<AudioClip>> InpaintAsync(
        ModelChoice model, AudioClip source, InpaintingOptions inpainting, GenerationOptions? options, string? expectedSource,
        IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inpainting);
        SoundFitting.RequireUsable(source, "The source");
        RequireRange(inpainting.Resamples, 1, 100, nameof(inpainting), "number of resamples");
        if (inpainting.Regions is not { Count: > 0 })
            throw new ArgumentException("No region is given; name at least one part of the sound to make anew.", nameof(inpainting));
        return await _runner.RunAsync(
            model, inpainting.Count, DdimOnly(options), progress,
            (plan, clock, stop) => GenerationRunner.Sample(Same(Repainting.Plan(plan, source, inpainting), expectedSource), clock, stop), cancellationToken,
            plan => plan.Work(plan.Steps, inpainting.Resamples)).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, AudioClip from, AudioClip to, int count, int refinements, double? position, GenerationOptions? options, string? expectedSource,
        IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        SoundFitting.RequireUsable(from, "The first sound");
        SoundFitting.RequireUsable(to, "The second sound");
        return await _runner.RunAsync(
            model, count, DdimOnly(options), progress,
            (plan, clock, stop) => GenerationRunner.Sample(Interpolation.BetweenSounds(plan, from, to, refinements, position, expectedSource, clock, stop), clock, stop),
            cancellationToken, plan => Interpolation.Work(plan, refinements)).ConfigureAwait(false);
    }

    private async Task<AudioClip> GenerateFromNoiseAsync(
        ModelChoice model, AudioClip noise, GenerationOptions? options, string? expectedSource, IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        SoundFitting.RequireUsable(noise, "The noise");
        options ??= new();
        return await _runner.RunAsync(
            model, 1, options with { Sampler = options.Sampler ?? SamplerNames.Ddim }, progress,
            (plan, clock, stop) => GenerationRunner.Sample(Same(Inversion.FromNoise(plan, noise), expectedSource), clock, stop)[0], cancellationToken).ConfigureAwait(false);
    }

    private async Task<AudioClip> ExtendAsync(
        ModelChoice model, AudioClip source, ExtensionOptions extension, GenerationOptions? options, string? expectedSource,
        IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        SoundFitting.RequireUsable(source, "The source");
        RequireRange(extension.Resamples, 1, 100, nameof(extension), "number of resamples");
        if (!(extension.Overlap is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(extension), extension.Overlap, $"The overlap is {extension.Overlap}; it must be above 0 and below 1.");
        if (options?.Length is null)
            throw new ArgumentOutOfRangeException(nameof(options), null, "To extend a sound, the options must name the length to reach.");
        return await _runner.RunAsync(
            model, 1, DdimOnly(options), progress,
            (plan, clock, stop) => Extension.Run(plan, source, extension, expectedSource, clock, stop), cancellationToken,
            plan => Extension.Work(plan, source, extension)).ConfigureAwait(false);
    }

    private static GenerationPlan Same(GenerationPlan plan, string? expectedSource)
    {
        SoundSource.RequireSame(expectedSource, plan.Recipe.Edit?.Source);
        return plan;
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
