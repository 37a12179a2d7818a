namespace TinyAudioDiffusion.Cli.Generation;

/// <summary>What a recipe that the command line names says.</summary>
/// <param name="Options">The options that make the sound again.</param>
/// <param name="Encoding">How the file stores samples; null for a sound id.</param>
internal sealed record RecipeSource(GenerationOptions Options, WavEncoding? Encoding)
{
    /// <summary>Reads the recipe of a WAV file, or a sound id.</summary>
    public static RecipeSource Read(string source)
    {
        try
        {
            return source.StartsWith("tad1:", StringComparison.Ordinal)
                ? new RecipeSource(SoundId.Parse(source).ToOptions(), null)
                : new RecipeSource(GenerationRecipe.FromWav(source).ToOptions(), Audio.WavReader.EncodingOf(source));
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw new CommandException(exception.Message, exception);
        }
    }
}
