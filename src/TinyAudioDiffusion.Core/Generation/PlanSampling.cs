using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>From a plan to clips: noise, sampler, cut, finishing. A few items at a time go through the network together.</summary>
internal static class PlanSampling
{
    /// <summary>Makes all sounds of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clock">Receives each step.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <param name="observer">Receives each step of the first items; null for none.</param>
    public static AudioClip[] Run(
        GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken, SamplingObserver? observer = null)
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

    /// <summary>Makes the clip of one item: cuts it to the length of its recipe and finishes it.</summary>
    /// <param name="x">The item as the network left it, [channels, <see cref="GenerationPlan.NetworkLength"/>].</param>
    /// <param name="plan">The plan.</param>
    /// <param name="recipe">The item's recipe.</param>
    public static AudioClip ToClip(ReadOnlySpan<float> x, GenerationPlan plan, GenerationRecipe recipe)
        => Finished(Cut(x, plan, recipe), plan, recipe);

    /// <summary>Finishes a clip as its recipe says, and adds the recipe.</summary>
    public static AudioClip Finished(AudioClip clip, GenerationPlan plan, GenerationRecipe recipe)
    {
        var (finished, report) = recipe.Finishing is { IsAny: true } finishing ? Finisher.Apply(clip, finishing) : (clip, null);
        return finished.WithProvenance(new GenerationProvenance(recipe, plan.Licence, report));
    }

    /// <summary>Cuts one item to the length of its recipe, without finishing and provenance.</summary>
    public static AudioClip Cut(ReadOnlySpan<float> x, GenerationPlan plan, GenerationRecipe recipe)
    {
        var info = plan.Model.Info;
        var samples = new float[info.Channels * recipe.Length];
        for (var channel = 0; channel < info.Channels; channel++)
            x.Slice(channel * plan.NetworkLength, recipe.Length).CopyTo(samples.AsSpan(channel * recipe.Length));
        return TensorPrimitives.IsFiniteAll<float>(samples)
            ? AudioClip.Adopt(samples, info.Channels, info.SampleRate)
            : throw new GenerationException(
                recipe.Model, recipe.Seed,
                "the model gave samples that are not numbers; its weights are damaged or do not fit its configuration.");
    }

    private static void SampleChunk(
        GenerationPlan plan, int first, Span<AudioClip> clips, ProgressClock clock, SamplingObserver? observer,
        CancellationToken cancellationToken)
    {
        var items = clips.Length;
        var x = new float[items * plan.ItemSize];
        var noise = new NoiseStream[items];
        for (var item = 0; item < items; item++)
        {
            noise[item] = new NoiseStream(plan.RecipeOf(first + item).Seed);
            (plan.Start ?? FillNoise)(first + item, noise[item], plan.NoiseLevels[0], x.AsSpan(item * plan.ItemSize, plan.ItemSize));
        }

        if (plan.Steps > 0)
        {
            var run = new SamplingRun(
                plan.Model, plan.NoiseLevels, noise, plan.NetworkLength, plan.ClassesOf(first, items),
                (in SamplingStep step) =>
                {
                    clock.Sampled(plan.StepsBefore + (first * plan.Steps) + (step.Step * items));
                    if (first == 0)
                        observer?.Invoke(step);
                },
                cancellationToken)
            {
                Characters = plan.CharactersOf(first, items),
                ClassShares = plan.ClassShares,
                Texts = plan.TextsOf(items),
                Conditions = plan.ConditionsOf(first, items),
            };
            plan.Sampler.Sample(run, x);
        }

        cancellationToken.ThrowIfCancellationRequested();
        for (var item = 0; item < items; item++)
            clips[item] = ToClip(x.AsSpan(item * plan.ItemSize, plan.ItemSize), plan, plan.RecipeOf(first + item));

        // A grid that starts below 1 takes the sound there for silence: alpha * 0 + sigma * noise.
        void FillNoise(int item, NoiseStream stream, float level, Span<float> start)
        {
            stream.Fill(start, plan.Model.Info.Channels, draw: 0);
            TensorPrimitives.Multiply(start, VObjective.Sigma(level), start);
        }
    }
}
