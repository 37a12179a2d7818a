namespace TinyAudioDiffusion.Kits;

/// <summary>A file of a kit.</summary>
/// <param name="Path">Where it lies below the kit's folder, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record KitFile(string Path, ReadOnlyMemory<byte> Content);
