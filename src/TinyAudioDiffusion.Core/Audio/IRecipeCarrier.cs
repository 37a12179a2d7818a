namespace TinyAudioDiffusion.Audio;

/// <summary>A format whose files can carry the recipe of a sound.</summary>
internal interface IRecipeCarrier
{
    /// <summary>Finds the recipe in a file; null where there is none.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file.</param>
    /// <param name="name">The name of the file for messages.</param>
    RecipePlace? FindRecipe(Stream stream, string name);
}

/// <summary>Where a recipe lies in a file.</summary>
/// <param name="Offset">The offset of its first byte in the stream.</param>
/// <param name="Size">The number of bytes that the file claims for it.</param>
/// <param name="Name">What the file's format calls the place, for messages.</param>
internal sealed record RecipePlace(long Offset, long Size, string Name);
