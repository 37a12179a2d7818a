using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Makes the sounds of a kit for a groove: each part's own sound, and small steps around its noise. One call at a time.</summary>
/// <param name="runner">Runs the verbs.</param>
/// <param name="zoo">Finds the models.</param>
/// <param name="options">How to sample; with a seed.</param>
/// <param name="spread">The size of the steps.</param>
/// <param name="progress">Receives the progress of all calls.</param>
internal sealed class KitSounds(GenerationRunner runner, IModelZoo zoo, GenerationOptions options, double spread, KitProgress progress)
{
    private readonly Dictionary<DrumPart, int> _steps = [];

    /// <summary>Makes a part's own sound.</summary>
    public async Task<AudioClip> FirstAsync(DrumPart part, CancellationToken cancellationToken)
    {
        var own = await OptionsOfAsync(part, cancellationToken).ConfigureAwait(false);
        var clips = await runner.RunAsync(
            new PlainGeneration(1), part.Kind, own, progress.OfCall(1), cancellationToken).ConfigureAwait(false);
        return clips[0];
    }

    /// <summary>Makes the next sounds of a part, each a small step around its noise.</summary>
    public async Task<IReadOnlyList<AudioClip>> NextAsync(DrumPart part, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
            return [];
        var own = await OptionsOfAsync(part, cancellationToken).ConfigureAwait(false);
        var done = _steps.GetValueOrDefault(part);
        _steps[part] = done + count;
        ulong[] others = [.. Enumerable.Range(done, count).Select(i => SmallSteps.OtherSeed(own.Seed!.Value, i))];
        return await runner.RunAsync(
            new SmallSteps(others, spread), part.Kind, own, progress.OfCall(count), cancellationToken).ConfigureAwait(false);
    }

    // A class is asked for where the model knows it; any other model makes a sound of the kind.
    private async Task<GenerationOptions> OptionsOfAsync(DrumPart part, CancellationToken cancellationToken)
    {
        var card = options.Model is { } model ? zoo.CardFor(model) : zoo.CardFor(part.Kind);
        var loaded = await zoo.LoadAsync(card, progress, cancellationToken).ConfigureAwait(false);
        return options with
        {
            Seed = unchecked(options.Seed!.Value + (ulong)part.Variant),
            Class = part.Class is { } label && ClassLabels.Knows(loaded.Model.Info, label) ? label : null,
        };
    }
}
