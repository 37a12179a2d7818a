using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>The recipe that <c>--recipe</c> names.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Encoding">How its file stores samples; null for a sound id.</param>
/// <param name="Format">The format of its file; null for a sound id.</param>
internal sealed record GivenRecipe(GenerationRecipe Recipe, SampleEncoding? Encoding, string? Format)
{
    private const string IdPrefix = "tad1:";

    /// <summary>Gets whether a verb made the sound, from other sounds or in several runs.</summary>
    public bool IsOfAVerb => Recipe.Edit is not null;

    /// <summary>Reads the recipe of a sound file, or a sound id.</summary>
    /// <exception cref="CommandException">There is no such file, or the id is not one.</exception>
    public static GivenRecipe Read(string source)
    {
        try
        {
            if (source.StartsWith(IdPrefix, StringComparison.Ordinal))
                return new GivenRecipe(SoundId.Parse(source), null, null);
        }
        catch (FormatException exception)
        {
            throw new CommandException(exception.Message, exception);
        }

        if (Directory.Exists(source))
            throw new CommandException(
                $"\"{source}\" is a folder: --recipe takes a sound file that tad wrote, or a sound id that begins with {IdPrefix}.");
        if (!File.Exists(source))
            throw new CommandException(
                $"There is no file \"{source}\": --recipe takes a sound file that tad wrote, or a sound id that begins with {IdPrefix}.");
        var recipe = GenerationRecipe.FromFile(source);
        var file = AudioFormats.BuiltIn.Describe(source);
        return new GivenRecipe(recipe, file.Encoding, file.Format);
    }

    /// <summary>
    /// Says that another model than that of the recipe made the sound; null where it was the same, and where a recipe of an earlier version
    /// does not tell.
    /// </summary>
    public string? DescribeOtherModel(GenerationRecipe? made)
        => made is { Revision: not null } && Recipe.Revision is not null && made.Revision != Recipe.Revision
            ? $"The recipe names the model {Recipe.Model} with revision {Recipe.Revision}; {made.Model} has revision {made.Revision}. "
                + "It is another model, so it made another sound."
            : null;

    /// <summary>
    /// Gets the options that make the sound again, with the changes of the command line. A sound of a verb is made again by
    /// <see cref="IDrumStudio.RemakeAsync"/>, which takes the changes alone.
    /// </summary>
    public GenerationOptions With(GenerationOptions changes) => IsOfAVerb ? changes : Recipe.ToOptions().With(changes);
}
