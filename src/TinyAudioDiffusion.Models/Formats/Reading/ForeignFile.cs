namespace TinyAudioDiffusion.Models.Formats.Reading;

/// <summary>Recognises what people save under a model's name by mistake.</summary>
internal static class ForeignFile
{
    /// <summary>The number of bytes that <see cref="Describe"/> needs. The mark of a tar archive comes last.</summary>
    public const int BytesNeeded = 512;

    private static readonly (int Offset, byte[] Magic, string Reason)[] _known =
    [
        (0, "version https://git-lfs"u8.ToArray(),
            "is a Git LFS pointer, not the file itself: fetch it with \"git lfs pull\" or download it again."),
        (0, [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9],
            "is a PyTorch file from before version 1.6, which is unsupported: load and save it again with a newer PyTorch."),
        (257, "ustar"u8.ToArray(),
            "is a tar archive, perhaps a very old PyTorch file, which is unsupported: load and save it again with a newer PyTorch."),
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "is a 7z archive: unpack it first."),
        (0, [0x1F, 0x8B], "is compressed with gzip: unpack it first."),
        (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A], "is compressed with xz: unpack it first."),
        (0, [0x42, 0x5A, 0x68], "is compressed with bzip2: unpack it first."),
        (0, [0x28, 0xB5, 0x2F, 0xFD], "is compressed with zstd: unpack it first."),
        (0, "Rar!"u8.ToArray(), "is a RAR archive: unpack it first."),
        (0, "PK\u0003\u0004"u8.ToArray(), "is a zip archive, such as a PyTorch checkpoint."),
    ];

    /// <summary>Says what a file is from its first bytes, as the rest of a sentence; null where it is not known.</summary>
    public static string? Describe(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            return "is empty: download it again.";

        foreach (var (offset, magic, reason) in _known)
        {
            if (start.Length >= offset + magic.Length && start[offset..].StartsWith(magic))
                return reason;
        }

        return IsMarkup(start) ? "is a web page, not the file itself: download it again, signed in where the site asks for it." : null;
    }

    private static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        var text = System.Text.Encoding.Latin1.GetString(start).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
    }
}
