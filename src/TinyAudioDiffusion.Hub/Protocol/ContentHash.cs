using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>A hash in the Hub's entity tags: the SHA-256 of a large file, git's SHA-1 of a small one. It is safe as a file name.</summary>
internal sealed record ContentHash
{
    private ContentHash(string hex) => Hex = hex;

    public string Hex { get; }

    public bool IsSha256 => Hex.Length == 64;

    /// <summary>
    /// Reads an entity tag, weak or quoted or plain; anything but 40 or 64 hexadecimal digits is refused, because it becomes a path.
    /// </summary>
    public static bool TryParse(string? tag, [NotNullWhen(true)] out ContentHash? hash)
    {
        hash = null;
        if (tag is null)
            return false;
        var text = tag.Trim();
        if (text.StartsWith("W/", StringComparison.Ordinal))
            text = text[2..];
        if (text is ['"', .., '"'])
            text = text[1..^1];
        if (text.Length is not (40 or 64) || !text.All(char.IsAsciiHexDigitLower))
            return false;
        hash = new ContentHash(text);
        return true;
    }

    /// <summary>Begins a hash of a file. The size must be known, because git hashes it first.</summary>
    public IncrementalHash Begin(long size)
    {
        if (IsSha256)
            return IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
#pragma warning disable CA5350 // git names files by SHA-1
        var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        sha1.AppendData(Encoding.ASCII.GetBytes($"blob {size.ToString(CultureInfo.InvariantCulture)}\0"));
        return sha1;
    }

    /// <summary>Tells whether counted bytes have this hash.</summary>
    public bool Matches(IncrementalHash counted)
        => string.Equals(Convert.ToHexStringLower(counted.GetCurrentHash()), Hex, StringComparison.Ordinal);

    public override string ToString() => (IsSha256 ? "SHA-256 " : "git SHA-1 ") + Hex;
}
