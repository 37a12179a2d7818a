namespace TinyAudioDiffusion;

/// <summary>From a recipe back to the verb and the options that made it.</summary>
internal static class Remaking
{
    /// <summary>Finds the verb that makes the sound of a recipe again.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="sources">The sounds that the verb started from.</param>
    /// <param name="sameSources">Whether the sources must be those of the recipe.</param>
    /// <exception cref="ArgumentException">The number of sources is not that of the verb, or the recipe is incomplete.</exception>
    public static SoundVerb VerbOf(GenerationRecipe recipe, IReadOnlyList<AudioClip> sources, bool sameSources)
    {
        if (recipe.Edit is not { } edit)
        {
            return sources.Count == 0
                ? new PlainGeneration(1)
                : throw new ArgumentException("A recipe of a generated sound needs no source.", nameof(sources));
        }

        RequireSources(edit, sources.Count);
        var expected = sameSources ? edit.Source : null;
        return edit.Verb switch
        {
            VerbNames.Vary => Variation.Again(edit, sources[0], expected),
            VerbNames.Inpaint => Inpainting.Again(edit, sources[0], expected, recipe.Finishing),
            VerbNames.Extend => SoundExtension.Again(edit, sources[0], expected, recipe.Finishing),
            VerbNames.Upsample => Upsampling.Again(edit, sources[0], expected),
            VerbNames.Vocode => new Vocoding(sources[0]) { ExpectedSource = expected },
            VerbNames.FromNoise => new GenerationFromNoise(sources[0]) { ExpectedSource = expected },
            VerbNames.Loop => new Loop(1),
            VerbNames.Interpolate when edit.OtherSeed is { } other => SeedInterpolation.Again(edit, other),
            VerbNames.Morph => Morphing.Again(edit, sources[0], sources[1], expected),
            VerbNames.Interpolate => SoundInterpolation.Again(edit, sources[0], sources[1], expected),
            _ => throw Unknown(edit),
        };
    }

    /// <summary>Joins the options of a recipe with changes, which win.</summary>
    public static GenerationOptions Options(GenerationRecipe recipe, GenerationOptions? changes)
    {
        var options = recipe.Options();
        return changes is null ? options : new GenerationOptions
        {
            Model = changes.Model ?? options.Model,
            Revision = changes.Revision ?? (changes.Model is null ? options.Revision : null),
            Seed = changes.Seed ?? options.Seed,
            Steps = changes.Steps ?? options.Steps,
            Sampler = changes.Sampler ?? options.Sampler,
            Schedule = changes.Schedule ?? options.Schedule,
            Length = changes.Length ?? options.Length,
            Class = changes.Class ?? options.Class,
            Guidance = changes.Guidance ?? options.Guidance,
            GuidanceInterval = changes.GuidanceInterval ?? options.GuidanceInterval,
            Character = changes.Character ?? options.Character,
            Like = changes.Like,
            NegativeClass = changes.NegativeClass ?? options.NegativeClass,
            Finishing = changes.Finishing ?? options.Finishing,
            MaxDuration = changes.MaxDuration,
            AllowFetch = changes.AllowFetch,
            Origin = changes.Model is null ? options.Origin : null,
        };
    }

    private static void RequireSources(SoundEdit edit, int given)
    {
        var (needed, which) = edit.Verb switch
        {
            VerbNames.Loop => (0, "no source"),
            VerbNames.Interpolate when edit.OtherSeed is not null => (0, "no source"),
            VerbNames.Interpolate or VerbNames.Morph => (2, "the two sources that it was made from"),
            VerbNames.Vary or VerbNames.Inpaint or VerbNames.Extend or VerbNames.FromNoise or VerbNames.Upsample or VerbNames.Vocode
                => (1, "the source that it was made from"),
            VerbNames.Decode => throw new ArgumentException(
                "A sound that was decoded from a latent cannot be made again from its recipe, which does not hold the latent.", "recipe"),
            _ => throw Unknown(edit),
        };
        if (given != needed)
            throw new ArgumentException($"A recipe of \"{edit.Verb}\" needs {which}, found {given}.", "sources");
    }

    private static ArgumentException Unknown(SoundEdit edit)
        => new($"The recipe's verb \"{edit.Verb}\" is not known; a newer version of the library may know it.", "recipe");
}
