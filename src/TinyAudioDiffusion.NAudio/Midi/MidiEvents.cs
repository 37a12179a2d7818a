using System.Buffers.Binary;
using NAudio.Midi;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.NAudio.Midi;

/// <summary>The events of a standard MIDI file, at their absolute times.</summary>
/// <remarks>
/// NAudio reads each event. The walk over chunks and tracks is ours, because NAudio's own believes sizes in the file, ends where another
/// program left a byte too much, and cannot say where it failed.
/// </remarks>
/// <param name="TicksPerBeat">The number of ticks of a quarter note.</param>
/// <param name="Events">The events of all tracks, one track after the other.</param>
internal sealed record MidiEvents(int TicksPerBeat, IReadOnlyList<MidiEvent> Events)
{
    private const int LargestFile = 16 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="GrooveFormatException">The file is no MIDI file that can be read, or is damaged.</exception>
    public static MidiEvents Read(Stream stream, string file)
    {
        var bytes = ReadAll(stream, file);
        if (!bytes.AsSpan().StartsWith("MThd"u8))
            throw new GrooveFormatException(file, null, "this is no MIDI file: it does not begin with \"MThd\".");
        var header = Chunk(bytes, 0, file);
        if (header.Length < 6)
            throw new GrooveFormatException(file, "header", $"{header.Length} bytes are too few for a header.");
        var (format, ticks) = (BinaryPrimitives.ReadUInt16BigEndian(header.Span), BinaryPrimitives.ReadUInt16BigEndian(header.Span[4..]));
        if (format > 1)
        {
            throw new GrooveFormatException(
                file, "header", $"the format is {format}; a file of format 0 or 1 is needed, which programs write as one song.");
        }

        if (ticks is 0 or >= 0x8000)
        {
            throw new GrooveFormatException(
                file, "header", "its time is not in parts of a beat but of a film's frame; save it with ticks per quarter note.");
        }

        var events = new List<MidiEvent>();
        var track = 0;
        for (var offset = 8 + header.Length; offset < bytes.Length;)
        {
            var isTrack = bytes.AsSpan(offset).StartsWith("MTrk"u8);
            var content = Chunk(bytes, offset, file);
            if (isTrack)
                ReadTrack(bytes, offset + 8, content.Length, $"track {++track}", file, events);
            offset += 8 + content.Length;
        }

        return new MidiEvents(ticks, events);
    }

    private static byte[] ReadAll(Stream stream, string file)
    {
        using var content = new MemoryStream();
        var block = new byte[64 << 10];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            if (content.Length + count > LargestFile)
                throw new GrooveFormatException(file, null, $"it is larger than {LargestFile >> 20} MiB, too large for a MIDI file.");
            content.Write(block, 0, count);
        }

        return content.ToArray();
    }

    private static ReadOnlyMemory<byte> Chunk(byte[] bytes, int offset, string file)
    {
        if (bytes.Length - offset < 8)
            throw new GrooveFormatException(file, $"byte {offset}", "it ends within a chunk.");
        var size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset + 4));
        return size <= bytes.Length - offset - 8
            ? bytes.AsMemory(offset + 8, (int)size)
            : throw new GrooveFormatException(
                file, $"byte {offset}",
                $"a chunk of {size} bytes does not fit into the {bytes.Length - offset - 8} that follow; it is cut.");
    }

    private static void ReadTrack(byte[] bytes, int offset, int size, string track, string file, List<MidiEvent> events)
    {
        using var stream = new MemoryStream(bytes, offset, size, writable: false);
        using var reader = new BinaryReader(stream);
        var time = 0L;
        var running = default(MidiEvent);
        while (stream.Position < size)
        {
            var at = stream.Position;
            string Place() => $"{track}, byte {offset + at}";
            RequireWhole(bytes.AsSpan(offset + (int)at, size - (int)at), running is not null, Place, file);
            MidiEvent next;
            try
            {
                next = MidiEvent.ReadNextEvent(reader, running);
            }
            catch (Exception exception)
            {
                // NAudio throws whatever happens to go wrong: from FormatException to NullReferenceException.
                throw new GrooveFormatException(file, Place(), $"an event cannot be read: {exception.Message.TrimEnd('.')}.", exception);
            }

            time += next.DeltaTime;
            next.AbsoluteTime = time;
            events.Add(next);
            if (next.CommandCode < MidiCommandCode.Sysex)
                running = next;
            if (next is MetaEvent { MetaEventType: MetaEventType.EndTrack })
                return;
        }
    }

    // What NAudio would believe: the length of a meta event, for which it makes an array at once, and an event before the running one.
    private static void RequireWhole(ReadOnlySpan<byte> rest, bool hasRunning, Func<string> place, string file)
    {
        var start = Number(ref rest);
        if (start is null || rest.IsEmpty)
            throw new GrooveFormatException(file, place(), "the track ends within an event.");
        if (rest[0] < 0x80 && !hasRunning)
            throw new GrooveFormatException(file, place(), "an event has no status, and there is none before it.");
        if (rest[0] != 0xFF)
            return;
        rest = rest.Length > 2 ? rest[2..] : [];
        if (Number(ref rest) is not { } length || length > rest.Length)
            throw new GrooveFormatException(file, place(), "an event claims more bytes than the track has.");
    }

    // A number of seven bits a byte, four bytes at most.
    private static int? Number(ref ReadOnlySpan<byte> rest)
    {
        var value = 0;
        for (var i = 0; i < 4 && i < rest.Length; i++)
        {
            value = (value << 7) | (rest[i] & 0x7F);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return value;
            }
        }

        return null;
    }
}
