using System.Text;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Reading;

/// <summary>Reads a configuration file whole, after making sure that it is small and text.</summary>
internal static class SmallFile
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads the file as UTF-8, without the mark that some editors put in front.</summary>
    /// <exception cref="ModelFormatException">It is empty, too big, or no UTF-8.</exception>
    public static byte[] Read(ModelFile file)
    {
        using var reader = new PositionalReader(file);
        if (reader.Length > MaxBytes)
            throw new ModelFormatException(
                file.DisplayPath, null, $"has {reader.Length} bytes, but a configuration has at most {MaxBytes}.");

        var content = reader.ReadStart(MaxBytes);
        if (ForeignFile.Describe(content) is { } reason)
            throw new ModelFormatException(file.DisplayPath, null, reason);
        if (!System.Text.Unicode.Utf8.IsValid(content))
            throw new ModelFormatException(file.DisplayPath, null, "is not UTF-8 text: save it in that encoding.");
        return content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
    }
}
