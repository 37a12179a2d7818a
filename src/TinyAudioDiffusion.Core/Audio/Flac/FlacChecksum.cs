using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>The MD5 sum of all samples of a FLAC file: interleaved, in as many whole bytes as their depth needs, little-endian.</summary>
internal sealed class FlacChecksum(int bits) : IDisposable
{
    private readonly int _bytes = (bits + 7) / 8;
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private byte[] _buffer = [];

    /// <summary>Adds samples of every channel.</summary>
    public void Add(long[][] block, int channels, int count)
    {
        var size = channels * count * _bytes;
        if (_buffer.Length < size + sizeof(long))
            _buffer = new byte[size + sizeof(long)];
        var place = 0;
        for (var i = 0; i < count; i++)
        {
            for (var channel = 0; channel < channels; channel++, place += _bytes)
                BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(place), block[channel][i]);
        }

        _md5.AppendData(_buffer, 0, size);
    }

    public byte[] Finish() => _md5.GetHashAndReset();

    public void Dispose() => _md5.Dispose();
}
