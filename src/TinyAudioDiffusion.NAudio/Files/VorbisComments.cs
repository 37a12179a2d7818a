using NVorbis.Contracts;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>The second packet of a Vorbis stream: texts, each after its length, whose lengths and number the decoder believes.</summary>
internal static class VorbisComments
{
    private const int HeaderBits = 7 * 8;
    private const int LengthBits = 32;

    /// <summary>Checks that all texts are there.</summary>
    /// <exception cref="InvalidDataException">A text is longer than the packet, or there are fewer than it says.</exception>
    public static void Check(IPacket packet)
    {
        packet.SkipBits(HeaderBits);
        SkipText(packet);
        for (var count = Read(packet); count > 0; count--)
            SkipText(packet);
    }

    private static void SkipText(IPacket packet)
    {
        var bits = Read(packet) * 8;
        if (bits > packet.BitsRemaining)
            throw new InvalidDataException($"a comment of {bits / 8} bytes is longer than its packet");
        packet.SkipBits((int)bits);
    }

    private static long Read(IPacket packet)
        => packet.BitsRemaining >= LengthBits ? (long)packet.ReadBits(LengthBits)
            : throw new InvalidDataException("it ends within its comments");
}
