using NVorbis.Contracts;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>The packets of a Vorbis stream, whose headers are checked before the decoder takes memory for what they announce.</summary>
/// <param name="packets">The packets.</param>
internal sealed class VorbisPackets(IPacketProvider packets) : IPacketProvider
{
    private const int Comments = 3;
    private const int Setup = 5;

    private bool _isSetUp;

    public bool CanSeek => packets.CanSeek;

    public int StreamSerial => packets.StreamSerial;

    public IPacket GetNextPacket() => Checked(packets.GetNextPacket());

    public IPacket PeekNextPacket() => Checked(packets.PeekNextPacket());

    public long SeekTo(long granulePos, int preRoll, GetPacketGranuleCount getPacketGranuleCount)
        => packets.SeekTo(granulePos, preRoll, getPacketGranuleCount);

    public long GetGranuleCount() => packets.GetGranuleCount();

    private IPacket Checked(IPacket packet)
    {
        if (_isSetUp || packet is null)
            return packet!;
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
