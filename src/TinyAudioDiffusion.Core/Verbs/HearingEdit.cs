using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>
/// A verb whose model hears a sound beside noise. The sound is as long as it is: it is made in overlapping windows of the model's native
/// length, whose noise is cut from one noise, and whose channels are batched where the model has fewer than the sound.
/// </summary>
internal abstract class HearingEdit(AudioClip source) : EditVerb
{
    public override bool TakesAnyNoiseLevel => false;

    protected AudioClip Source => source;

    /// <summary>Tells how many channels the result has.</summary>
    protected abstract int ChannelsOf(DiffusionModelInfo info);

    /// <summary>Gives what the windows are cut from, at the model's rate: [channels, samples].</summary>
    protected abstract float[] Hear(DiffusionModelInfo info, int channels, int samples);

    /// <summary>Measures a window of what was heard, [model's channels, window].</summary>
    protected abstract void Measure(DiffusionModelInfo info, ReadOnlySpan<float> window, Span<float> values);

    /// <summary>Tells what a recipe keeps of the verb.</summary>
    protected abstract SoundEdit Edit(string sourceHash);

    /// <summary>Changes what the network made, before it is finished.</summary>
    protected virtual AudioClip Complete(AudioClip made, DiffusionModelInfo info) => made;

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
    {
        var (items, length) = Items(plan.Model.Info, out _);
        var atOnce = Math.Min(plan.MaxBatch, items);
        var runs = (items + atOnce - 1) / atOnce;
        return [new NetworkWork(plan.Model, atOnce, length, (long)Count * runs * plan.Steps * plan.Sampler.CallsPerStep)];
    }

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var info = plan.Model.Info;
        var samples = LengthOf(info);
        var heard = Hear(info, ChannelsOf(info), samples);
        var edit = Edit(HashOf(heard));
        var (items, length) = Items(info, out _);
        clock.BeginSampling(checked(Count * items * plan.Steps));
        var clips = new AudioClip[Count];
        for (var number = 0; number < Count; number++)
        {
            var recipe = plan.RecipeOf(number) with { Length = samples, Edit = edit };
            var made = Make(plan, heard, recipe, length, number * items * plan.Steps, clock, cancellationToken);
            clips[number] = PlanSampling.Finished(made, plan, recipe);
        }

        clock.Done();
        return clips;
    }

    private AudioClip Make(
        GenerationPlan plan, float[] heard, GenerationRecipe recipe, int length, int done, ProgressClock clock,
        CancellationToken cancellationToken)
    {
        var info = plan.Model.Info;
        var (samples, channels, own) = (recipe.Length, ChannelsOf(info), info.Channels);
        var (items, _) = Items(info, out var windows);
        var (noise, made) = (new float[channels * Math.Max(samples, length)], new float[channels * samples]);
        new NoiseStream(recipe.Seed).Fill(noise, channels, draw: 0);
        var noiseWindows = new SoundWindows(noise.Length / channels, length);
        for (var first = 0; first < items; first += plan.MaxBatch)
        {
            var some = Math.Min(plan.MaxBatch, items - first);
            var size = info.Condition!.SizeOf(own, length);
            var (x, part, values) = (new float[some * own * length], new float[own * length], new float[some * size]);
            for (var item = 0; item < some; item++)
            {
                var (group, window) = Math.DivRem(first + item, windows.Count);
                for (var channel = 0; channel < own; channel++)
                {
                    var place = (group * own) + channel;
                    windows.Cut(heard.AsSpan(place * samples, samples), window, part.AsSpan(channel * length, length));
                    noiseWindows.Cut(
                        noise.AsSpan(place * (noise.Length / channels), noise.Length / channels), window,
                        x.AsSpan(((item * own) + channel) * length, length));
                }

                Measure(info, part, values.AsSpan(item * size, size));
            }

            TensorPrimitives.Multiply(x, VObjective.Sigma(plan.NoiseLevels[0]), x);
            var stepsBefore = done + (first * plan.Steps);
            var run = new SamplingRun(
                plan.Model, plan.NoiseLevels, [.. Enumerable.Range(first, some).Select(new NoiseStream(recipe.Seed).Part)], length,
                observer: (in SamplingStep step) => clock.Sampled(stepsBefore + (step.Step * some)), cancellationToken: cancellationToken)
            {
                Conditions = values,
            };
            plan.Sampler.Sample(run, x);
            cancellationToken.ThrowIfCancellationRequested();
            for (var item = 0; item < some; item++)
            {
                var (group, window) = Math.DivRem(first + item, windows.Count);
                for (var channel = 0; channel < own; channel++)
                    windows.Add(
                        x.AsSpan(((item * own) + channel) * length, length), window,
                        made.AsSpan(((group * own) + channel) * samples, samples));
            }
        }

        if (!TensorPrimitives.IsFiniteAll<float>(made))
        {
            throw new GenerationException(
                recipe.Model, recipe.Seed,
                "the model gave samples that are not numbers; its weights are damaged or do not fit its configuration.");
        }

        return Complete(AudioClip.Adopt(made, channels, info.SampleRate), info);
    }

    private int LengthOf(DiffusionModelInfo info)
    {
        var samples = Resampler.LengthAt(source, info.SampleRate);
        var most = Array.MaxLength / Math.Max(source.Channels, info.Channels) / 2;
        return samples <= most ? (int)samples : throw new UnusableSoundException(
            "The source", $"has {samples} samples at {info.SampleRate} Hz, which is too much for one call; cut it into parts.");
    }

    // The items that go through the network, and the length of each.
    private (int Items, int Length) Items(DiffusionModelInfo info, out SoundWindows windows)
    {
        var samples = LengthOf(info);
        var length = info.RoundUpLength(Math.Min(samples, info.NativeLength));
        windows = new SoundWindows(samples, length);
        return (windows.Count * (ChannelsOf(info) / info.Channels), length);
    }
}
