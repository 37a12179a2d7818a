using NVorbis;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>A packet that was put together from the segments of pages.</summary>
/// <param name="bytes">Its bytes.</param>
internal sealed class OggPacket(byte[] bytes) : DataPacket
{
    private int _place;

    protected override int TotalBits => bytes.Length * 8;

    public override void Reset()
    {
        _place = 0;
        base.Reset();
    }

    protected override int ReadNextByte() => _place < bytes.Length ? bytes[_place++] : -1;
}
