using System.Buffers.Binary;

namespace TinyAudioDiffusion.Audio.Chunks;

/// <summary>
/// Walks over the chunks of a RIFF file (little-endian) or an IFF file (big-endian). A pad byte follows a chunk of
/// odd size; some writers forget it: where no known chunk begins after the pad byte but one begins in its place, the walk takes that one.
/// </summary>
internal sealed class ChunkWalk
{
    // A file of nothing but empty chunks shall not keep us for minutes.
    private const int MostChunks = 10_000;
    private const int HeaderSize = 8;

    private static readonly HashSet<uint> _known =
    [
        .. "fmt |data|fact|ds64|LIST|bext|smpl|inst|cue |plst|note|labl|adtl|PEAK|DISP|CSET|acid|strc".Split('|').Select(Chunk.IdOf),
        .. "JUNK|junk|PAD |FLLR|iXML|_PMX|aXML|axml|chna|cart|levl|id3 |ID3 |tadr|minf|elm1|regn|umid|LGWV|SAUR|afsp"
            .Split('|').Select(Chunk.IdOf),
        .. "FVER|COMM|SSND|MARK|INST|MIDI|AESD|APPL|COMT|NAME|AUTH|(c) |ANNO|CHAN".Split('|').Select(Chunk.IdOf),
    ];

    private readonly Stream _stream;
    private readonly bool _isBigEndian;
    private long _content;
    private long _next;
    private bool _mayBePadded;
    private int _count;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="first">Where the first chunk begins.</param>
    /// <param name="isBigEndian">Whether sizes begin with their most significant byte.</param>
    public ChunkWalk(Stream stream, long first, bool isBigEndian = false)
    {
        _stream = stream;
        _next = first;
        _isBigEndian = isBigEndian;
    }

    /// <summary>Finds the next chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(out Chunk chunk)
    {
        if (_mayBePadded && (IsKnownAt(_next + 1) || !IsKnownAt(_next)))
            _next++;
        Span<byte> header = stackalloc byte[HeaderSize];
        if (_count++ == MostChunks || !TryRead(_next, header))
        {
            chunk = default;
            return false;
        }

        var offset = _next + HeaderSize;
        var size = _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(header[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        chunk = new Chunk(BinaryPrimitives.ReadUInt32BigEndian(header), offset, size, _stream.Length - offset);
        _content = offset;
        EndAt(offset + size);
        return true;
    }

    /// <summary>Says where the content of the last chunk ends, where that is not what its header claims.</summary>
    /// <param name="end">The offset of the first byte after it.</param>
    public void EndAt(long end)
    {
        _mayBePadded = ((end - _content) & 1) != 0;
        _next = end;
    }

    /// <summary>Tells whether a chunk with a name that we know begins at an offset.</summary>
    /// <param name="offset">The offset.</param>
    /// <returns>Whether one does.</returns>
    public bool IsKnownAt(long offset)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        return TryRead(offset, header) && _known.Contains(BinaryPrimitives.ReadUInt32BigEndian(header));
    }

    private bool TryRead(long offset, Span<byte> header)
    {
        if (offset > _stream.Length - header.Length)
            return false;
        _stream.Position = offset;
        return _stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length;
    }
}
