namespace TinyAudioDiffusion;

/// <content>Sounds out of recipes.</content>
public sealed partial class DrumStudio
{
    /// <inheritdoc/>
    public async Task<AudioClip> RemakeAsync(
        GenerationRecipe recipe, IReadOnlyList<AudioClip>? sources = null, GenerationOptions? changes = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        sources ??= [];
        var options = Remaking.Options(recipe, changes);
        ModelChoice model = options.Model!;
        if (recipe.Edit is not { } edit)
        {
            return sources.Count > 0
                ? throw new ArgumentException("A recipe of a generated sound needs no source.", nameof(sources))
                : (await _runner.RunAsync(model, 1, options, progress, (plan, clock, stop) => GenerationRunner.Sample(plan, clock, stop), cancellationToken).ConfigureAwait(false))[0];
        }

        Remaking.RequireSources(edit, sources.Count);

        // Of another length or for another model the source is another one as well.
        var expected = changes is { Length: not null } or { Model: not null } ? null : edit.Source;
        return edit.Verb switch
        {
            VerbNames.Vary => (await VaryAsync(model, sources[0], Remaking.Variation(edit), options, expected, progress, cancellationToken).ConfigureAwait(false))[0],
            VerbNames.Inpaint => (await InpaintAsync(model, sources[0], Remaking.Inpainting(edit), options, expected, progress, cancellationToken).ConfigureAwait(false))[0],
            VerbNames.Extend => await ExtendAsync(model, sources[0], Remaking.Extension(edit), options, expected, progress, cancellationToken).ConfigureAwait(false),
            VerbNames.FromNoise => await GenerateFromNoiseAsync(model, sources[0], options, expected, progress, cancellationToken).ConfigureAwait(false),
            VerbNames.Loop => (await LoopAsync(model, 1, options, progress, cancellationToken).ConfigureAwait(false))[0],
            VerbNames.Interpolate when edit.OtherSeed is { } other => (await _runner.RunAsync(
                model, 1, options, progress,
                (plan, clock, stop) => GenerationRunner.Sample(Interpolation.BetweenSeeds(plan, other, Remaking.Position(edit)), clock, stop), cancellationToken).ConfigureAwait(false))[0],
            VerbNames.Interpolate => (await InterpolateAsync(
                model, sources[0], sources[1], 1, Remaking.Refinements(edit), Remaking.Position(edit), options, expected, progress, cancellationToken).ConfigureAwait(false))[0],
            _ => throw Remaking.Unknown(edit),
        };
    }
}
