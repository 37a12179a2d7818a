using System.Numerics.Tensors;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Makes drum sounds: kind, card, model, sampler, clip.</summary>
/// <param name="zoo">Gets the models.</param>
/// <param name="samplers">The samplers by name.</param>
/// <param name="schedules">The schedules by name.</param>
/// <param name="options">The library's defaults.</param>
/// <param name="time">Measures progress.</param>
/// <inheritdoc cref="IDrumGenerator" path="/remarks"/>
public sealed class DrumGenerator(
    IModelZoo zoo,
    Registry<ISampler> samplers,
    Registry<INoiseSchedule> schedules,
    IOptions<TinyAudioDiffusionOptions> options,
    TimeProvider time) : IDrumGenerator
{
    private readonly TinyAudioDiffusionOptions _defaults = options.Value;

    /// <inheritdoc/>
    public async Task<AudioClip> GenerateAsync(
        DrumKind kind, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(kind, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public async Task<AudioClip> GenerateAsync(
        string model, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(model, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        DrumKind kind, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => GenerateAsync(kind, options?.Model, count, options ?? new(), progress, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        string model, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        if (options?.Model is { } other && !string.Equals(model, other, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The call names the model \"{model}\", its options \"{other}\".", nameof(options));
        return GenerateAsync(null, model, count, options ?? new(), progress, cancellationToken);
    }

    private async Task<IReadOnlyList<AudioClip>> GenerateAsync(
        DrumKind? kind, string? model, int count, GenerationOptions options, IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        GenerationPlan.RequireValid(options, count, samplers, schedules);
        cancellationToken.ThrowIfCancellationRequested();
        var clock = new ProgressClock(progress, time);
        clock.Loading();
        var card = model is null ? zoo.CardFor(kind!.Value) : zoo.CardFor(model);
        var loaded = await zoo.LoadAsync(card, clock, cancellationToken).ConfigureAwait(false);
        var plan = GenerationPlan.Resolve(options, kind, count, card, loaded, _defaults, samplers, schedules);
        return await Task.Run(() => Run(plan, clock, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        clock.BeginSampling(plan.Count * plan.Steps);
        var clips = new AudioClip[plan.Count];
        var itemsAtOnce = Math.Min(_defaults.MaxBatch, Array.MaxLength / plan.ItemSize);
        for (var first = 0; first < plan.Count; first += itemsAtOnce)
            RunChunk(plan, first, clips.AsSpan(first, Math.Min(itemsAtOnce, plan.Count - first)), clock, cancellationToken);
        clock.Done();
        return clips;
    }

    private static void RunChunk(GenerationPlan plan, int first, Span<AudioClip> clips, ProgressClock clock, CancellationToken cancellationToken)
    {
        var items = clips.Length;
        var info = plan.Model.Info;
        var x = new float[items * plan.ItemSize];
        var noise = new NoiseStream[items];
        for (var item = 0; item < items; item++)
        {
            noise[item] = new NoiseStream(plan.RecipeOf(first + item).Seed);
            noise[item].Fill(x.AsSpan(item * plan.ItemSize, plan.ItemSize), info.Channels, draw: 0);
        }

        // Where a grid starts below 1, sound is taken for silence there: alpha * 0 + sigma * noise.
        TensorPrimitives.Multiply(x, VObjective.Sigma(plan.NoiseLevels[0]), x);

        var classes = new int[plan.ClassIndex < 0 ? 0 : items];
        classes.AsSpan().Fill(plan.ClassIndex);
        var run = new SamplingRun(
            plan.Model, plan.NoiseLevels, noise, plan.NetworkLength, classes,
            (in SamplingStep step) => clock.Sampled((first * plan.Steps) + (step.Step * items)),
            cancellationToken);
        plan.Sampler.Sample(run, x);
        cancellationToken.ThrowIfCancellationRequested();

        for (var item = 0; item < items; item++)
            clips[item] = Finish(x.AsSpan(item * plan.ItemSize, plan.ItemSize), plan, plan.RecipeOf(first + item));
    }

    // Cuts each channel to the length that was asked for.
    private static AudioClip Finish(ReadOnlySpan<float> x, GenerationPlan plan, GenerationRecipe recipe)
    {
        var info = plan.Model.Info;
        var samples = new float[info.Channels * recipe.Length];
        for (var channel = 0; channel < info.Channels; channel++)
            x.Slice(channel * plan.NetworkLength, recipe.Length).CopyTo(samples.AsSpan(channel * recipe.Length));
        if (!TensorPrimitives.IsFiniteAll<float>(samples))
            throw new GenerationException(recipe.Model, recipe.Seed, "the model gave samples that are not numbers; its weights are damaged or do not fit its configuration.");
        return AudioClip.Adopt(samples, info.Channels, info.SampleRate, recipe);
    }
}
