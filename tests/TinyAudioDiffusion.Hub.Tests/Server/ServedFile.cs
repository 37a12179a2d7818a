using System.Security.Cryptography;
using System.Text;

namespace TinyAudioDiffusion.Hub.Tests.Server;

/// <summary>A file as the Hub keeps it: a large one in its storage under its SHA-256, a small one in git under its SHA-1.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "git names its files so.")]
internal sealed record ServedFile(byte[] Content, bool IsLarge)
{
    public string Hash { get; } = IsLarge
        ? Convert.ToHexStringLower(SHA256.HashData(Content))
        : Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {Content.Length}\0"), .. Content]));

    /// <summary>Bytes that are the same in every run, and nowhere repeat.</summary>
    public static ServedFile Large(int size, int seed = 1)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        return new ServedFile(content, IsLarge: true);
    }

    public static ServedFile Small(string text) => new(Encoding.UTF8.GetBytes(text), IsLarge: false);
}
