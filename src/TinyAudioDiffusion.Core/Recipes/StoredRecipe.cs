using System.Text.Json;
using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Recipes;

/// <summary>The recipe inside a sound file.</summary>
internal static class StoredRecipe
{
    private const int LargestSize = 1 << 20;

    /// <summary>Reads the recipe of a file; null where there is none.</summary>
    public static GenerationRecipe? Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (AudioFormats.BuiltIn.Require(stream, path) is not IRecipeCarrier format || format.FindRecipe(stream, path) is not { } found)
            return null;
        return Parse(stream, found, path);
    }

    private static GenerationRecipe Parse(FileStream stream, RecipePlace found, string path)
    {
        if (found.Size > LargestSize || found.Size > stream.Length - found.Offset)
            throw new AudioFormatException(path, found.Name, $"a recipe of {found.Size} bytes does not fit; the file is cut or damaged.");
        var bytes = new byte[found.Size];
        stream.Position = found.Offset;
        stream.ReadExactly(bytes);
        try
        {
            var document = JsonSerializer.Deserialize(bytes, RecipeJson.Default.RecipeDocument);
            if (document is { Format: RecipeDocument.CurrentFormat, Recipe: { Model: not null, Sampler: not null, Schedule: not null } recipe })
                return recipe;
            throw new AudioFormatException(
                path,
                found.Name,
                $"this is no recipe of the layout {RecipeDocument.CurrentFormat}; a newer version of the library may read it.");
        }
        catch (JsonException exception)
        {
            throw new AudioFormatException(path, found.Name, $"the recipe cannot be read: {exception.Message}", exception);
        }
    }
}
