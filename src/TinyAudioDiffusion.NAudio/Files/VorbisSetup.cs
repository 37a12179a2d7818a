using System.Numerics;
using NVorbis.Contracts;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>
/// The third packet of a Vorbis stream. Its code books say in a few bits how large tables are: hundreds of bytes could ask for gigabytes.
/// </summary>
internal static class VorbisSetup
{
    private const int HeaderBits = 7 * 8;
    private const int Sync = 0x564342;

    // Encoders' books have some ten thousands of values together.
    private const long MostValues = 1 << 20;

    /// <summary>Walks through the code books and adds up their sizes.</summary>
    /// <exception cref="InvalidDataException">They are too large together, or the packet ends before them.</exception>
    public static void Check(IPacket packet)
    {
        packet.SkipBits(HeaderBits);
        var values = 0L;
        for (var books = 1 + Read(packet, 8); books > 0; books--)
        {
            values += BookSize(packet);
            if (values > MostValues)
                throw new InvalidDataException($"its code books ask for more than {MostValues} values");
        }
    }

    // The decoder keeps a value for each dimension of each entry, and a node of a tree for each entry.
    private static long BookSize(IPacket packet)
    {
        if (Read(packet, 24) != Sync)
            throw new InvalidDataException("a code book does not begin as one");
        var (dimensions, entries) = (Read(packet, 16), Read(packet, 24));
        var size = entries * (dimensions + 1L);
        if (size > MostValues)
            return size;
        SkipLengths(packet, entries);
        SkipTable(packet, dimensions, entries);
        return size;
    }

    private static void SkipLengths(IPacket packet, int entries)
    {
        if (Read(packet, 1) == 1)
        {
            Read(packet, 5);
            for (var entry = 0; entry < entries;)
                entry += Read(packet, BitLength(entries - entry));
            return;
        }

        var isSparse = Read(packet, 1) == 1;
        for (var entry = 0; entry < entries; entry++)
        {
            if (!isSparse || Read(packet, 1) == 1)
                Read(packet, 5);
        }
    }

    private static void SkipTable(IPacket packet, int dimensions, int entries)
    {
        var type = Read(packet, 4);
        if (type is 0)
            return;
        if (type > 2)
            throw new InvalidDataException($"a code book has a table of the type {type}");
        Read(packet, 32);
        Read(packet, 32);
        var bits = 1 + Read(packet, 4);
        Read(packet, 1);
        for (var count = type == 2 ? (long)entries * dimensions : SideOf(entries, dimensions); count > 0; count--)
            Read(packet, bits);
    }

    // The largest number whose power is at most the number of entries.
    private static int SideOf(int entries, int dimensions)
    {
        var side = 0;
        while (dimensions > 0 && BigInteger.Pow(side + 1, dimensions) <= entries)
            side++;
        return side;
    }

    private static int BitLength(int value) => 32 - BitOperations.LeadingZeroCount((uint)value);

    private static int Read(IPacket packet, int bits)
    {
        if (packet.BitsRemaining < bits)
            throw new InvalidDataException("it ends within its code books");
        return (int)packet.ReadBits(bits);
    }
}
