using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Text.Tokens;

/// <summary>Reads a file whole that has a limited size.</summary>
internal static class LimitedFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ModelFormatException">It is empty or larger.</exception>
    public static byte[] Read(ModelFile file, int most)
    {
        using var stream = file.OpenRead();
        if (stream.Length == 0 || stream.Length > most)
            throw new ModelFormatException(file.DisplayPath, null, $"has {stream.Length} bytes, but must have from 1 to {most}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
