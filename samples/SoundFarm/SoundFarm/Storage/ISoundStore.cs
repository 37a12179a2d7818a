using System.Security.Cryptography;
using System.Text;

namespace SoundFarm.Storage;

/// <summary>
/// The shared place for sounds and manifests. A file appears whole or not at all, and a name has one content for ever: whoever writes it a
/// second time writes the same bytes. That makes work which is done at least once end in results that are there exactly once.
/// </summary>
public interface ISoundStore
{
    /// <summary>Writes a file, replacing one that is there.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Reads a file; null where there is none.</summary>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>The names of sounds in the store.</summary>
public static class SoundNames
{
    /// <summary>Names the file of a sound: the hash of its id, because an id has characters that no file name may have.</summary>
    public static string Of(string id)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32];
        return $"sounds/{hash[..2]}/{hash}.wav";
    }
}
