using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TinyAudioDiffusion;

/// <summary>The hash by which a recipe knows its source.</summary>
internal static class SourceHash
{
    /// <summary>The SHA-256 of the samples as 32-bit little-endian floats, in hexadecimal.</summary>
    public static string Of(ReadOnlySpan<float> samples)
    {
        var bytes = new byte[samples.Length * sizeof(float)];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), samples[i]);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
