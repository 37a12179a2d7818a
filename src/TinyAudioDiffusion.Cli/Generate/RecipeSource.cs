using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>A recipe that the command line names.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Encoding">How its file stores samples; null for a sound id.</param>
internal sealed record RecipeSource(GenerationRecipe Recipe, WavEncoding? Encoding)
{
    /// <summary>Gets the options that make a sound again that no verb made; empty for one that a verb did make.</summary>
    public GenerationOptions Options => Recipe.Edit is null ? Recipe.ToOptions() : new();

    /// <summary>Reads the recipe of a WAV file, or a sound id.</summary>
    public static RecipeSource Read(string source)
    {
        try
        {
            return source.StartsWith("tad1:", StringComparison.Ordinal)
                ? new RecipeSource(SoundId.Parse(source), null)
                : new RecipeSource(GenerationRecipe.FromWav(source), WavReader.EncodingOf(source));
        }
        catch (FormatException exception)
        {
            throw new CommandException(exception.Message, exception);
        }
    }
}
