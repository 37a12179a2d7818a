using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>
/// A file of tensors that hashes what is read from it, so that a model whose source names no revision is known by its weights. The hash
/// depends on names and values alone: not on the format, the order, or whatever else is in the file.
/// </summary>
/// <param name="file">The file; stays the caller's to dispose.</param>
internal sealed class HashedWeights(IWeightFile file) : IWeightFile
{
    private const int Digits = 12;

    private readonly SortedDictionary<string, byte[]> _hashes = new(StringComparer.Ordinal);

    public string DisplayPath => file.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries => file.Entries;

    /// <summary>Gets the first digits of the SHA-256 of all tensors that were read.</summary>
    public string Hash
    {
        get
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            lock (_hashes)
            {
                foreach (var (name, hash) in _hashes)
                {
                    sha.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
                    sha.AppendData(hash);
                }
            }

            return Convert.ToHexStringLower(sha.GetHashAndReset())[..Digits];
        }
    }

    public WeightEntry? Find(string name) => file.Find(name);

    public void Read(string name, Span<float> destination)
    {
        file.Read(name, destination);
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(destination));
        lock (_hashes)
            _hashes[name] = hash;
    }

    public void Read(string name, Span<long> destination) => file.Read(name, destination);

    public void Dispose()
    {
    }
}
