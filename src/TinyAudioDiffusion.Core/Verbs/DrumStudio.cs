using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Kits;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Makes each call a verb and lets it run.</summary>
internal sealed class DrumStudio(GenerationRunner runner, GrooveRenderer grooves, KitMaker kits, Registry<ISoundScore> scores)
    : IDrumStudio
{
    public async Task<IReadOnlyList<AudioClip>> VaryAsync(
        ModelChoice model, AudioClip source, VariationOptions? variation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await runner.RunAsync(
            new Variation(source, variation ?? new()), model, options, progress, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<AudioClip>> InpaintAsync(
        ModelChoice model, AudioClip source, InpaintingOptions inpainting, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await runner.RunAsync(
            new Inpainting(source, inpainting), model, options, progress, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, ulong otherSeed, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await runner.RunAsync(
            new SeedInterpolation(otherSeed, interpolation ?? new()), model, options, progress, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, AudioClip from, AudioClip to, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await runner.RunAsync(
            new SoundInterpolation(from, to, interpolation ?? new()), model, options, progress, cancellationToken).ConfigureAwait(false);

    public async Task<AudioClip> InvertAsync(
        ModelChoice model, AudioClip source, int refinements = 2, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await runner.RunAsync(
            new Inversion(source, refinements), model, options, progress, cancellationToken).ConfigureAwait(false))[0];

    public async Task<AudioClip> GenerateFromNoiseAsync(
        ModelChoice model, AudioClip noise, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await runner.RunAsync(
            new GenerationFromNoise(noise), model, options, progress, cancellationToken).ConfigureAwait(false))[0];

    public async Task<AudioClip> ExtendAsync(
        ModelChoice model, AudioClip source, ExtensionOptions? extension = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await runner.RunAsync(
            new SoundExtension(source, extension ?? new()), model, options, progress, cancellationToken).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<AudioClip>> LoopAsync(
        ModelChoice model, int count = 1, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => runner.RunAsync(new Loop(count), model, options, progress, cancellationToken);

    public async Task<IReadOnlyList<AudioClip>> UpsampleAsync(
        ModelChoice model, AudioClip source, UpsamplingOptions? upsampling = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await runner.RunAsync(
            new Upsampling(source, upsampling ?? new()), model, options, progress, cancellationToken).ConfigureAwait(false);

    public async Task<AudioClip> VocodeAsync(
        ModelChoice model, AudioClip source, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await runner.RunAsync(new Vocoding(source), model, options, progress, cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<AudioClip>> MorphAsync(
        ModelChoice model, AudioClip from, AudioClip to, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => await runner.RunAsync(
            new Morphing(from, to, interpolation ?? new()), model, options, progress, cancellationToken).ConfigureAwait(false);

    public async Task<SoundLatent> EncodeAsync(
        ModelChoice model, AudioClip source, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var verb = new LatentEncoding(source);
        await runner.RunAsync(verb, model, options, progress, cancellationToken).ConfigureAwait(false);
        return verb.Latent!;
    }

    public async Task<AudioClip> DecodeAsync(
        ModelChoice model, SoundLatent latent, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(latent);
        return (await runner.RunAsync(new LatentDecoding(latent), model, options, progress, cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<IReadOnlyList<ScoredClip>> BestOfAsync(
        ModelChoice model, int candidates, string? score = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var judge = scores.Get(score ?? ScoreNames.CleanTail);
        var clips = await runner.RunAsync(
            new PlainGeneration(candidates), model, options, progress, cancellationToken).ConfigureAwait(false);
        return
        [
            .. clips.Select(clip => new ScoredClip(clip, judge.Score(clip)))
                .OrderByDescending(scored => double.IsNaN(scored.Score) ? double.NegativeInfinity : scored.Score),
        ];
    }

    public async Task<AudioClip> RemakeAsync(
        GenerationRecipe recipe, IReadOnlyList<AudioClip>? sources = null, GenerationOptions? changes = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var options = Remaking.Options(recipe, changes);

        // For another length or another model the source is another one as well.
        var isOther = changes?.Length is not null || (changes?.Model is { } model && ModelCard.PublicIdOf(model) != recipe.Model);
        var verb = Remaking.VerbOf(recipe, sources ?? [], sameSources: !isOther);
        return (await runner.RunAsync(verb, options.Model!, options, progress, cancellationToken).ConfigureAwait(false))[0];
    }

    public Task<DrumKit> KitAsync(
        KitOptions? kit = null, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => kits.MakeAsync(kit ?? new(), options ?? new(), progress, cancellationToken);

    public Task<AudioClip> RenderAsync(
        Groove groove, GrooveOptions? rendering = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => grooves.RenderAsync(groove, rendering ?? new(), options ?? new(), progress, cancellationToken);

    public Task<GroovePerformance> PerformAsync(
        Groove groove, GrooveOptions? rendering = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
        => grooves.PerformAsync(groove, rendering ?? new(), options ?? new(), progress, cancellationToken);

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
            // Where the reader leaves early the work stops, and the reader waits until it has.
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    private async Task WriteFramesAsync(
        ModelChoice model, GenerationOptions? options, ChannelWriter<DenoisingFrame> frames, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(new Streaming(frames), model, options, null, cancellationToken).ConfigureAwait(false);
            frames.Complete();
        }
        catch (Exception exception)
        {
            frames.TryComplete(exception); // thrown where the frames are read
        }
    }
}
