using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Plays grooves with generated kits: into a clip, or as a stream.</summary>
internal sealed class GrooveRenderer(GenerationRunner runner, IModelZoo zoo, TimeProvider time)
{
    private const int FramesPerBlock = 4096;

    public async Task<AudioClip> RenderAsync(
        Groove groove, GrooveOptions rendering, GenerationOptions options, IProgress<GenerationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (performance, kit) = await PrepareAsync(
            groove, rendering, options, progress, rendering.Fresh, cancellationToken).ConfigureAwait(false);
        await using var playing = performance.ConfigureAwait(false);
        var (left, right) = (new List<float>(), new List<float>());
        var block = new float[2 * FramesPerBlock];
        for (var count = block.Length; count == block.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rendering.Fresh)
                await performance.FillAsync(FramesPerBlock, cancellationToken).ConfigureAwait(false);
            count = performance.Read(block);
            for (var i = 0; i < count; i += 2)
            {
                left.Add(block[i]);
                right.Add(block[i + 1]);
            }
        }

        kit.Done();
        return WithinFullScale([.. left, .. right], performance);
    }

    public async Task<GroovePerformance> PerformAsync(
        Groove groove, GrooveOptions rendering, GenerationOptions options, IProgress<GenerationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (performance, kit) = await PrepareAsync(
            groove, rendering, options, progress, everyHit: false, cancellationToken).ConfigureAwait(false);
        kit.Done();
        if (rendering.Fresh)
            performance.StartMaking();
        return performance;
    }

    private static AudioClip WithinFullScale(float[] samples, GroovePerformance performance)
    {
        var peak = 0f;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs(sample));
        for (var i = 0; peak > 1 && i < samples.Length; i++)
            samples[i] /= peak;
        return AudioClip.Adopt(samples, 2, performance.SampleRate).WithProvenance(performance.Provenance);
    }

    private async Task<(GroovePerformance Performance, KitProgress Progress)> PrepareAsync(
        Groove groove, GrooveOptions rendering, GenerationOptions options, IProgress<GenerationProgress>? progress, bool everyHit,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(groove);
        rendering.Validate();
        if (options.Class is not null)
        {
            throw new ArgumentException(
                $"The parts of a groove have classes of their own; leave out \"{options.Class}\".", nameof(options));
        }

        options = options with { Seed = options.Seed ?? RandomSeed.Next(1 << 10) };

        // The rate is known when the first model is loaded; the counts do not depend on it.
        var counts = new GrooveScore(groove, rendering, sampleRate: 1);
        int[] hits = [.. counts.Parts.Select((_, part) => counts.Hits.Count(hit => hit.Part == part))];
        int[] sounds = [.. hits.Select(hit => rendering.Fresh ? 1 : Math.Min(hit, rendering.RoundRobins))];
        var kitProgress = new KitProgress(progress, everyHit ? hits.Sum() : sounds.Sum(), time);
        var kit = new KitSounds(runner, zoo, options, rendering.Spread, oneCharacter: true, kitProgress);
        var clips = new List<IReadOnlyList<AudioClip>>();
        foreach (var (part, count) in counts.Parts.Zip(sounds))
        {
            var first = await kit.FirstAsync(part, cancellationToken).ConfigureAwait(false);
            clips.Add([first, .. await kit.NextAsync(part, count - 1, cancellationToken).ConfigureAwait(false)]);
        }

        var rate = clips[0][0].SampleRate;
        var score = new GrooveScore(groove, rendering, rate);
        var stock = new SoundStock(
            score, [.. score.Parts.Zip(clips, (part, own) => own.Select(clip => Sound(clip, part)).ToArray())],
            async (part, stop) => Sound((await kit.NextAsync(score.Parts[part], 1, stop).ConfigureAwait(false))[0], score.Parts[part]));
        return (new GroovePerformance(score, stock, rendering, rate, Provenance(groove, options, clips)), kitProgress);

        // What a model makes of the class itself rings as long as it should.
        StereoSound Sound(AudioClip clip, DrumPart part)
            => StereoSound.Of(clip, rate, clip.Recipe?.Class is { } made && made == part.Class ? null : part.LongestRing);
    }

    private static GrooveProvenance Provenance(
        Groove groove, GenerationOptions options, IReadOnlyList<IReadOnlyList<AudioClip>> clips) => new(
        groove.Name,
        [.. clips.Select(own => own[0].Recipe!.Model).Distinct(StringComparer.Ordinal)],
        options.Seed!.Value,
        [.. clips.Select(own => own[0].Provenance?.Licence).OfType<string>().Distinct(StringComparer.Ordinal)]);
}
