using System.Reflection;
using System.Text.Json;

namespace TinyAudioDiffusion.Recipes;

/// <summary>What a file tells of a sound that the library made. Nothing in it depends on the time or the machine.</summary>
/// <param name="Software">The library and its version, for people and players.</param>
/// <param name="Comment">The mark that the sound is AI-generated, with model and seed.</param>
/// <param name="Licence">The licence of the model; null where unknown.</param>
/// <param name="Recipe">The recipe as JSON in UTF-8, for the library.</param>
internal sealed record SoundNotes(string Software, string Comment, string? Licence, byte[] Recipe)
{
    /// <summary>The name of the library and its version.</summary>
    public static readonly string Library = $"TinyAudioDiffusion {Version?.InformationalVersion.Split('+')[0]}";

    private static AssemblyInformationalVersionAttribute? Version
        => typeof(SoundNotes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();

    /// <summary>The notes on a sound; null for one without a recipe.</summary>
    public static SoundNotes? Of(AudioClip clip)
    {
        if (clip.Recipe is not { } recipe)
            return null;
        var document = new RecipeDocument(RecipeDocument.CurrentFormat, true, Library, clip.ModelLicence, recipe);
        return new SoundNotes(
            Library,
            $"AI-generated: model {recipe.Model}, seed {recipe.Seed}",
            clip.ModelLicence,
            JsonSerializer.SerializeToUtf8Bytes(document, RecipeJson.Default.RecipeDocument));
    }
}
