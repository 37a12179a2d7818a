using System.Numerics.Tensors;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>From options to clips: card, model, plan, sampler, finishing. What the generator and the studio share.</summary>
internal sealed class GenerationRunner(
    IModelZoo zoo,
    Registry<ISampler> samplers,
    Registry<INoiseSchedule> schedules,
    IOptions<TinyAudioDiffusionOptions> options,
    TimeProvider time,
    CallCosts costs)
{
    private readonly TinyAudioDiffusionOptions _defaults = options.Value;

    /// <summary>Loads the model and runs a verb on the thread pool with a plan that answers every question.</summary>
    /// <param name="work">What the verb asks of the network under a plan; null where it only samples the plan's items.</param>
    public async Task<T> RunAsync<T>(
        ModelChoice choice, int count, GenerationOptions? options, IProgress<GenerationProgress>? progress,
        Func<GenerationPlan, ProgressClock, CancellationToken, T> verb, CancellationToken cancellationToken, Func<GenerationPlan, IEnumerable<NetworkWork>>? work = null)
    {
        options ??= new();
        var (kind, model) = choice.Resolve(options);
        GenerationPlan.RequireValid(options, count, samplers, schedules);
        cancellationToken.ThrowIfCancellationRequested();
        var clock = new ProgressClock(progress, time);
        clock.Loading();
        var card = model is null ? zoo.CardFor(kind!.Value) : zoo.CardFor(model);
        var loaded = await zoo.LoadAsync(card, clock, cancellationToken).ConfigureAwait(false);
        RequireRevision(options.Revision, loaded.Revision, card.Id);
        var plan = GenerationPlan.Resolve(options, kind, count, card, loaded, _defaults, samplers, schedules);
        return await Task.Run(
            () => verb(options.MaxDuration is { } budget ? Within(budget, plan, work ?? (plan => plan.Work()), cancellationToken) : plan, clock, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes all sounds of a plan.</summary>
    /// <param name="observer">Receives each step of the first item's part of the batch; null for none.</param>
    public static AudioClip[] Sample(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken, SamplingObserver? observer = null)
    {
        if (plan.StepsBefore == 0)
            clock.BeginSampling(plan.Count * plan.Steps);
        var clips = new AudioClip[plan.Count];
        var itemsAtOnce = plan.ItemsAtOnce;
        for (var first = 0; first < plan.Count; first += itemsAtOnce)
            SampleChunk(plan, first, clips.AsSpan(first, Math.Min(itemsAtOnce, plan.Count - first)), clock, observer, cancellationToken);
        clock.Done();
        return clips;
    }

    /// <summary>Cuts each channel to the length that was asked for, and finishes the sound.</summary>
    public static AudioClip Finish(ReadOnlySpan<float> x, GenerationPlan plan, GenerationRecipe recipe)
    {
        var info = plan.Model.Info;
        var samples = new float[info.Channels * recipe.Length];
        for (var channel = 0; channel < info.Channels; channel++)
            x.Slice(channel * plan.NetworkLength, recipe.Length).CopyTo(samples.AsSpan(channel * recipe.Length));
        if (!TensorPrimitives.IsFiniteAll<float>(samples))
            throw new GenerationException(recipe.Model, recipe.Seed, "the model gave samples that are not numbers; its weights are damaged or do not fit its configuration.");
        var clip = new AudioClip(samples, info.Channels, info.SampleRate) { Recipe = recipe, ModelLicence = plan.Licence };
        return recipe.Finishing is { IsAny: true } finishing ? Finisher.Apply(clip, finishing).Clip : clip;
    }

    private static void SampleChunk(
        GenerationPlan plan, int first, Span<AudioClip> clips, ProgressClock clock, SamplingObserver? observer, CancellationToken cancellationToken)
    {
        var items = clips.Length;
        var x = new float[items * plan.ItemSize];
        var noise = new NoiseStream[items];
        var classes = new int[plan.ClassIndex < 0 ? 0 : items];
        var size = plan.Model.Info.Character?.Space.Size ?? 0;
        var characters = new float[items * size];
        for (var item = 0; item < items; item++)
        {
            var recipe = plan.RecipeOf(first + item);
            noise[item] = new NoiseStream(recipe.Seed);
            if (classes.Length > 0)
                classes[item] = plan.ClassOf(recipe);
            if (size > 0)
                plan.FillCharacter(recipe, characters.AsSpan(item * size, size));
            (plan.Start ?? FillNoise)(first + item, noise[item], plan.NoiseLevels[0], x.AsSpan(item * plan.ItemSize, plan.ItemSize));
        }

        if (plan.Steps > 0)
        {
            var run = new SamplingRun(
                plan.Model, plan.NoiseLevels, noise, plan.NetworkLength, classes,
                (in SamplingStep step) =>
                {
                    clock.Sampled(plan.StepsBefore + (first * plan.Steps) + (step.Step * items));
                    if (first == 0)
                        observer?.Invoke(step);
                },
                cancellationToken)
            {
                Characters = characters,
            };
            plan.Sampler.Sample(run, x);
        }

        cancellationToken.ThrowIfCancellationRequested();
        for (var item = 0; item < items; item++)
            clips[item] = Finish(x.AsSpan(item * plan.ItemSize, plan.ItemSize), plan, plan.RecipeOf(first + item));

        // Where a grid starts below 1, sound is taken for silence there: alpha * 0 + sigma * noise.
        void FillNoise(int item, NoiseStream stream, float level, Span<float> start)
        {
            stream.Fill(start, plan.Model.Info.Channels, draw: 0);
            TensorPrimitives.Multiply(start, VObjective.Sigma(level), start);
        }
    }

    // Where the source names no version, nothing can be told apart.
    private static void RequireRevision(string? wanted, string? found, string model)
    {
        if (wanted is not null && found is not null && !string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelNotFoundException(
                $"The sound was made with revision {wanted} of the model \"{model}\", and here is revision {found}, which makes another sound of it. Ask for that revision, or name the model to take it as it is.");
        }
    }

    // The most steps that fit, by halving; one at least.
    private GenerationPlan Within(TimeSpan budget, GenerationPlan plan, Func<GenerationPlan, IEnumerable<NetworkWork>> work, CancellationToken cancellationToken)
    {
        if (plan.Sampler.CallsPerStep < 1)
            throw new ArgumentException($"The sampler \"{plan.Sampler.Name}\" decides by itself how often it calls the network, so no time limit can be kept; choose another one.", "options");
        var (fitting, most) = (1, plan.Steps);
        while (fitting < most)
        {
            var steps = most - ((most - fitting) / 2);
            if (costs.Of(work(plan.WithSteps(steps)), cancellationToken) <= budget)
                fitting = steps;
            else
                most = steps - 1;
        }

        return plan.WithSteps(fitting);
    }
}
