using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Generation;

/// <summary>What a recipe that the command line names says.</summary>
/// <param name="Options">The options that make the sound again.</param>
/// <param name="Weights">Which weights of a model on disk; null for the default ones.</param>
/// <param name="Encoding">How the file stores samples; null for a sound id.</param>
internal sealed record RecipeSource(GenerationOptions Options, WeightSet? Weights, WavEncoding? Encoding)
{
    /// <summary>Reads the recipe of a WAV file, or a sound id.</summary>
    public static RecipeSource Read(string source)
    {
        try
        {
            var isId = source.StartsWith("tad1:", StringComparison.Ordinal);
            var recipe = isId ? SoundId.Parse(source) : GenerationRecipe.FromWav(source);
            return new RecipeSource(recipe.ToOptions(), recipe.Weights, isId ? null : WavReader.EncodingOf(source));
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw new CommandException(exception.Message, exception);
        }
    }
}
