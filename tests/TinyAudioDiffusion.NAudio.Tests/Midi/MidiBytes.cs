using System.Buffers.Binary;
using NAudio.Midi;

namespace TinyAudioDiffusion.NAudio.Tests.Midi;

/// <summary>MIDI files in memory.</summary>
internal static class MidiBytes
{
    /// <summary>Writes events with NAudio's own writer, 96 ticks a beat.</summary>
    public static byte[] Of(params MidiEvent[] events)
    {
        var collection = new MidiEventCollection(0, 96);
        collection.AddTrack();
        foreach (var midiEvent in events)
        {
            collection.AddEvent(midiEvent, 0);
            if (midiEvent is NoteOnEvent { OffEvent: { } off })
                collection.AddEvent(off, 0);
        }

        collection.AddEvent(new MetaEvent(MetaEventType.EndTrack, 0, collection[0].Max(midiEvent => midiEvent.AbsoluteTime)), 0);
        using var stream = new MemoryStream();
        MidiFile.Export(stream, collection);
        return stream.ToArray();
    }

    /// <summary>A hit of an eighth on channel 10.</summary>
    public static NoteOnEvent Hit(int tick, int key, int velocity = 127, int channel = 10) => new(tick, channel, key, velocity, 48);

    /// <summary>Makes a file of the bytes of one track.</summary>
    public static byte[] Raw(byte[] track, int format = 0, int ticks = 96)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, track.Length);
        return [.. "MThd"u8, 0, 0, 0, 6, 0, (byte)format, 0, 1, (byte)(ticks >> 8), (byte)ticks, .. "MTrk"u8, .. size, .. track];
    }
}
