using NVorbis.Contracts;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>
/// The packets of the first stream of an Ogg file, from front to back. The decoder's own reader of pages may look for the next one for ever
/// in a damaged file, and believes what headers announce; here they are checked before it takes memory.
/// </summary>
internal sealed class OggPackets : IPacketProvider, IDisposable
{
    private const int Comments = 3;
    private const int Setup = 5;
    private const int FullSegment = 255;

    private readonly Stream _file;
    private readonly long _start;
    private readonly IEnumerator<OggPacket> _packets;
    private OggPacket? _next;
    private bool _isSetUp;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">The file, at its beginning; stays the caller's.</param>
    /// <exception cref="InvalidDataException">There is no whole page.</exception>
    public OggPackets(Stream file)
    {
        (_file, _start) = (file, file.Position);
        StreamSerial = (OggPages.Read(file, _start).FirstOrDefault() ?? throw new InvalidDataException("no page of it is whole")).Serial;
        _packets = Read().GetEnumerator();
    }

    public bool CanSeek => false;

    public int StreamSerial { get; }

    public IPacket GetNextPacket()
    {
        var packet = PeekNextPacket();
        _next = null;
        return packet;
    }

    public IPacket PeekNextPacket() => (_next ??= _packets.MoveNext() ? Checked(_packets.Current) : null)!;

    public long SeekTo(long granulePos, int preRoll, GetPacketGranuleCount getPacketGranuleCount)
        => throw new NotSupportedException("Packets are read from front to back.");

    public long GetGranuleCount() => OggPages.Read(_file, _start).Where(page => page.Serial == StreamSerial).Select(page => page.Granule)
        .LastOrDefault(granule => granule >= 0);

    public void Dispose() => _packets.Dispose();

    private IEnumerable<OggPacket> Read()
    {
        var part = new List<byte>();
        var isInPacket = false;
        foreach (var page in OggPages.Read(_file, _start).Where(page => page.Serial == StreamSerial))
        {
            var isLost = page.Continues && !isInPacket; // what it goes on with was on a page that is not there
            if (!page.Continues)
                part.Clear();
            var last = page.Lengths.LastIndexOfAnyExcept((byte)FullSegment);
            for (var (i, place) = (0, 0); i < page.Lengths.Length; i++)
            {
                var length = page.Lengths[i];
                part.AddRange(page.Body.Slice(place, length));
                place += length;
                if (length == FullSegment)
                    continue;
                if (!isLost)
                {
                    yield return new OggPacket([.. part])
                    {
                        // The end is cut by whoever reads: the decoder never returns where the last page ends before what it decoded.
                        GranulePosition = i == last && page.Granule >= 0 && !page.IsLast ? page.Granule : null,
                        IsEndOfStream = i == last && page.IsLast,
                    };
                }

                isLost = false;
                part.Clear();
            }

            isInPacket = page.Lengths is [.., FullSegment];
        }
    }

    private OggPacket Checked(OggPacket packet)
    {
        if (_isSetUp)
            return packet;
        switch (packet.TryPeekBits(8, out var read))
        {
            case Comments when read == 8:
                VorbisComments.Check(packet);
                packet.Reset();
                break;
            case Setup when read == 8:
                VorbisSetup.Check(packet);
                packet.Reset();
                _isSetUp = true;
                break;
        }

        return packet;
    }
}
