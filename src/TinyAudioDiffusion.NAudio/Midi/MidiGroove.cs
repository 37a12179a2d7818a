using NAudio.Midi;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.NAudio.Midi;

namespace TinyAudioDiffusion.NAudio;

/// <summary>Reads the drums of MIDI files as grooves.</summary>
/// <remarks>
/// Standard MIDI files of format 0 and 1. Where a note is on channel 10, the channel of drums in General MIDI, that channel alone is read;
/// else all are, as drum programs write them. Keys are those of <see cref="GeneralMidiDrums"/>; notes of other keys are left out, with a
/// warning. Tempo changes are kept; the groove ends with the bar of its last hit.
/// </remarks>
public static class MidiGroove
{
    private const int DrumChannel = 10;

    /// <summary>Tells whether a file begins as MIDI files do.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Whether it does.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool Recognizes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var start = new byte[4];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual("MThd"u8);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The groove, with the file's name without its extension; see <see cref="Groove.Warnings"/> for what was left out.</returns>
    /// <exception cref="GrooveFormatException">
    /// The file is no MIDI file that can be read, is damaged, or has no drums; the message names the track and the byte.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Groove Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path) with { Name = Path.GetFileNameWithoutExtension(path) };
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <returns>The groove.</returns>
    /// <exception cref="GrooveFormatException">The stream is no MIDI file that can be read, is damaged, or has no drums.</exception>
    public static Groove Read(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(file);
        var midi = MidiEvents.Read(stream, file);
        NoteOnEvent[] notes = [.. midi.Events.OfType<NoteOnEvent>().Where(note => note.Velocity > 0)];
        if (notes.Any(note => note.Channel == DrumChannel))
            notes = [.. notes.Where(note => note.Channel == DrumChannel)];
        var hits = new List<GrooveHit>();
        var unknown = new SortedDictionary<int, int>();
        foreach (var note in notes.OrderBy(note => note.AbsoluteTime))
        {
            if (GeneralMidiDrums.Find(note.NoteNumber) is { } part)
                hits.Add(new GrooveHit((double)note.AbsoluteTime / midi.TicksPerBeat, part, note.Velocity / 127f));
            else
                unknown[note.NoteNumber] = unknown.GetValueOrDefault(note.NoteNumber) + 1;
        }

        if (hits.Count == 0)
            throw new GrooveFormatException(file, null, "there is no drum in it: no note of the keys 27 to 87 of General MIDI's drums.");

        var bar = BeatsOfABar(midi.Events.OfType<TimeSignatureEvent>().MinBy(signature => signature.AbsoluteTime));
        TempoChange[] tempos =
        [
            .. midi.Events.OfType<TempoEvent>().OrderBy(tempo => tempo.AbsoluteTime).Select(
                tempo => new TempoChange((double)tempo.AbsoluteTime / midi.TicksPerBeat, Tempo(tempo, file))),
        ];
        return new Groove
        {
            Name = file,
            Hits = hits,
            Beats = bar * (Math.Floor(hits[^1].Beat / bar) + 1),
            Tempo = tempos.LastOrDefault(change => change.Beat == 0) is { Tempo: > 0 } first ? first.Tempo : 120,
            TempoChanges = [.. tempos.Where(change => change.Beat > 0)],
            Warnings =
            [
                .. unknown.Select(key => $"{key.Value} {(key.Value == 1 ? "note" : "notes")} of key {key.Key}, which is no drum, "
                    + (key.Value == 1 ? "was left out" : "were left out")),
            ],
        };
    }

    // A denominator of 3 means eighths.
    private static double BeatsOfABar(TimeSignatureEvent? signature)
        => signature is { Numerator: > 0, Denominator: <= 6 and var power } ? signature.Numerator * 4.0 / (1 << power) : 4;

    private static double Tempo(TempoEvent tempo, string file)
        => 60e6 / tempo.MicrosecondsPerQuarterNote is >= 1 and <= 1000 and var beats
            ? beats
            : throw new GrooveFormatException(
                file, $"tick {tempo.AbsoluteTime}",
                $"a beat lasts {tempo.MicrosecondsPerQuarterNote} microseconds; 1 to 1000 beats a minute can be played.");
}
