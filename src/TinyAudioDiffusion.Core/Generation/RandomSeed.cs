using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TinyAudioDiffusion;

/// <summary>
/// Draws seeds for calls that name none. This is the only place where chance enters; the recipe of the clip names the seed.
/// </summary>
internal static class RandomSeed
{
    // JSON readers that keep numbers as doubles keep 53 bits.
    private const ulong Limit = 1ul << 53;

    /// <summary>Draws the first seed of a batch, so that the last one still has 53 bits.</summary>
    public static ulong Next(int count)
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) % (Limit - (ulong)count + 1);
    }
}
