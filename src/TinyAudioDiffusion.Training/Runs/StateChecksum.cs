using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The checksum of a training state: SHA-256 of the whole file, header and payload, with zeros where the digits of the checksum stand. It shows that no bit has changed on the disk
/// or on the way.
/// </summary>
internal static class StateChecksum
{
    /// <summary>The checksum's name in the header.</summary>
    public const string Key = "checksum";

    /// <summary>The digits that stand in the header while the checksum is computed.</summary>
    public static readonly string Zeros = new('0', 2 * SHA256.HashSizeInBytes);

    private const int MostHeaderBytes = 100_000_000; // the limit of the format
    private const int Chunk = 1 << 20;

    /// <summary>Computes the checksum of a file that has zeros for its digits.</summary>
    /// <param name="write">Writes the file to a stream.</param>
    public static string Of(Action<Stream> write)
    {
        using var sha = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write, leaveOpen: true))
            write(stream);
        return Convert.ToHexStringLower(sha.Hash!);
    }

    /// <summary>Computes the checksum that a file should have; null where its header has no place for one.</summary>
    public static string? Of(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.SequentialScan);
        var start = new byte[sizeof(ulong)];
        stream.ReadExactly(start);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > Math.Min((ulong)stream.Length, MostHeaderBytes))
            return null;
        var header = new byte[length];
        stream.ReadExactly(header);
        var key = Encoding.ASCII.GetBytes($"\"{Key}\":\"");
        var place = header.AsSpan().IndexOf(key) + key.Length;
        if (place < key.Length || place + Zeros.Length > header.Length)
            return null;
        header.AsSpan(place, Zeros.Length).Fill((byte)'0');

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(start);
        sha.AppendData(header);
        var chunk = new byte[Chunk];
        for (int read; (read = stream.Read(chunk)) > 0;)
            sha.AppendData(chunk, 0, read);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
