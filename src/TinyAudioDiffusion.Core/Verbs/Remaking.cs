namespace TinyAudioDiffusion;

/// <summary>What a recipe's verb needs to be done again, checked.</summary>
internal static class Remaking
{
    /// <summary>The options of a recipe, where a call changes nothing.</summary>
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
            NegativeClass = changes.NegativeClass ?? options.NegativeClass,
            Finishing = changes.Finishing ?? options.Finishing,
            MaxDuration = changes.MaxDuration,
        };
    }

    /// <summary>The number of sources that a verb starts from.</summary>
    public static int SourcesOf(SoundEdit edit) => edit.Verb switch
    {
        VerbNames.Loop => 0,
        VerbNames.Interpolate => edit.OtherSeed is null ? 2 : 0,
        VerbNames.Vary or VerbNames.Inpaint or VerbNames.Extend or VerbNames.FromNoise => 1,
        _ => throw Unknown(edit),
    };

    public static void RequireSources(SoundEdit edit, int given)
    {
        var needed = SourcesOf(edit);
        if (given != needed)
        {
            throw new ArgumentException(
                $"A recipe of \"{edit.Verb}\" needs {(needed == 0 ? "no source" : needed == 1 ? "the source that it was made from" : "the two sources that it was made from")}, found {given}.", "sources");
        }
    }

    public static VariationOptions Variation(SoundEdit edit) => new() { Strength = edit.Amount ?? throw Incomplete(edit, "strength"), Legacy = edit.Legacy };

    public static InpaintingOptions Inpainting(SoundEdit edit) => new()
    {
        Regions = [.. (edit.Regions ?? throw Incomplete(edit, "regions")).Split(',').Select(region => SoundRegion.Parse(region) ?? throw Incomplete(edit, "regions"))],
        Resamples = edit.Resamples ?? throw Incomplete(edit, "number of resamples"),
    };

    public static ExtensionOptions Extension(SoundEdit edit) => new()
    {
        Overlap = edit.Amount ?? throw Incomplete(edit, "overlap"),
        Resamples = edit.Resamples ?? throw Incomplete(edit, "number of resamples"),
    };

    /// <summary>The place between the ends of an interpolation.</summary>
    public static double Position(SoundEdit edit)
        => edit.Amount is >= 0 and <= 1 ? edit.Amount.Value : throw Incomplete(edit, "position");

    public static int Refinements(SoundEdit edit)
        => edit.Refinements is >= 0 and <= 100 ? edit.Refinements.Value : throw Incomplete(edit, "number of refinements");

    public static ArgumentException Unknown(SoundEdit edit)
        => new($"The recipe's verb \"{edit.Verb}\" is not known; a newer version of the library may know it.", "recipe");

    private static ArgumentException Incomplete(SoundEdit edit, string what)
        => new($"The recipe of \"{edit.Verb}\" tells no {what} that can be used.", "recipe");
}
