using System.Buffers.Binary;
using NAudio.SoundFont;
using TinyAudioDiffusion;

namespace GatherRecordings;

/// <summary>Reads the recordings behind the drum kits of a SoundFont (bank 128): the samples themselves, whole and at their own rate, not as a synthesiser would play them.</summary>
internal static class SoundFontDrums
{
    private const int PercussionBank = 128;

    /// <summary>Reads a SoundFont.</summary>
    /// <param name="path">The .sf2 file.</param>
    /// <param name="package">The package that it is part of, with its version.</param>
    /// <param name="licence">The licence of the samples.</param>
    /// <returns>The recordings, each once, halves of a stereo pair joined.</returns>
    public static IEnumerable<Recording> Read(string path, string package, string licence)
    {
        var font = new SoundFont(path);
        var keys = KeysOf(font);
        var joined = new HashSet<SampleHeader>();
        foreach (var (sample, itsKeys) in keys)
        {
            if (joined.Contains(sample))
                continue;
            var name = NameOf(sample);
            var @class = NamedDrums.OfSoundFont(name) ?? ByKeys(itsKeys);
            var other = Partner(sample, keys.Keys);
            joined.Add(sample);
            if (other is not null)
                joined.Add(other);
            if (string.IsNullOrEmpty(@class))
                continue;
            var clip = other is null ? Mono(font, sample) : Stereo(font, sample, other);
            yield return new Recording(package, licence, other is null ? name : Side(name).Name, @class, clip);
        }
    }

    // Every sample that a drum kit plays, and the keys that play it.
    private static Dictionary<SampleHeader, List<int>> KeysOf(SoundFont font)
    {
        var keys = new Dictionary<SampleHeader, List<int>>();
        foreach (var zone in (font.Presets ?? []).Where(preset => preset.Bank == PercussionBank).SelectMany(preset => preset.Zones ?? []))
        {
            if (Find(zone.Generators, GeneratorEnum.Instrument)?.Instrument is not { } instrument)
                continue;
            var outer = Range(zone.Generators);
            foreach (var part in instrument.Zones ?? [])
            {
                if (Find(part.Generators, GeneratorEnum.SampleID)?.SampleHeader is not { } sample)
                    continue;
                var inner = Range(part.Generators);
                var (first, last) = (Math.Max(outer.First, inner.First), Math.Min(outer.Last, inner.Last));
                if (!keys.TryGetValue(sample, out var itsKeys))
                    keys.Add(sample, itsKeys = []);
                if (last - first < 24)
                    itsKeys.AddRange(Enumerable.Range(first, Math.Max(0, last - first + 1)));
            }
        }

        return keys;
    }

    private static string? ByKeys(List<int> keys)
        => keys.Select(GeneralMidiDrums.ClassOf).OfType<string>().CountBy(name => name).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).FirstOrDefault();

    private static Generator? Find(Generator[]? generators, GeneratorEnum type) => generators?.FirstOrDefault(generator => generator.GeneratorType == type);

    private static (int First, int Last) Range(Generator[]? generators)
        => Find(generators, GeneratorEnum.KeyRange) is { } range ? (range.LowByteAmount, range.HighByteAmount) : (0, 127);

    private static string NameOf(SampleHeader sample) => (sample.SampleName ?? "").Trim();

    private static SampleHeader? Partner(SampleHeader sample, IEnumerable<SampleHeader> others)
    {
        var (name, side) = Side(NameOf(sample));
        return side is null
            ? null
            : others.FirstOrDefault(other => other != sample && other.SampleRate == sample.SampleRate && Side(NameOf(other)) is var (itsName, itsSide)
                && itsName == name && itsSide is not null && itsSide != side);
    }

    // "Snr 1-1(L)" is the left half of "Snr 1-1"; names are cut after 20 letters, so the bracket may be missing.
    private static (string Name, char? Side) Side(string name)
    {
        var open = name.LastIndexOf('(');
        return open >= 0 && open + 1 < name.Length && name[open + 1] is 'L' or 'R' ? (name[..open].Trim(), name[open + 1]) : (name, null);
    }

    private static AudioClip Mono(SoundFont font, SampleHeader sample) => new(Samples(font, sample), 1, (int)sample.SampleRate);

    private static AudioClip Stereo(SoundFont font, SampleHeader a, SampleHeader b)
    {
        var (left, right) = Side(NameOf(a)).Side == 'L' ? (Samples(font, a), Samples(font, b)) : (Samples(font, b), Samples(font, a));
        var length = Math.Max(left.Length, right.Length);
        var samples = new float[2 * length];
        left.CopyTo(samples, 0);
        right.CopyTo(samples, length);
        return new AudioClip(samples, 2, (int)a.SampleRate);
    }

    // Sixteen bits, from the first sample of the record to the last: a loop at its end is played once.
    private static float[] Samples(SoundFont font, SampleHeader sample)
    {
        var data = font.SampleData.AsSpan(checked((int)(2 * sample.Start))..checked((int)(2 * sample.End)));
        var samples = new float[data.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / 32768f;
        return samples;
    }
}
