using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Evaluation.Measures;

namespace GatherRecordings;

/// <summary>A labelled folder of recordings: a folder for each class, recordings.csv for trainings, manifest.csv for people.</summary>
internal sealed class RecordingFolder(string path)
{
    // Two soundfonts may hold one recording, cut and mixed in different ways; strokes of one drum in one package are recordings of their own.
    private const double SameElsewhere = 2;  // dB
    private const double SameInPackage = 0.3; // dB

    private readonly List<(string Path, Recording Recording, float[] Embedding, string Hash)> _kept = [];

    /// <summary>Gets how many recordings were left out, as another one is the same.</summary>
    public int Repeated { get; private set; }

    /// <summary>Adds a recording, unless another one is the same.</summary>
    public void Add(Recording recording)
    {
        if (recording.Clip.Length == 0 || recording.Clip.PeakDbfs < -60)
            return;
        var clip = FromOnset(recording.Clip);
        var embedding = SoundEmbedding.Of(clip);
        if (_kept.Any(other => SoundEmbedding.Distance(other.Embedding, embedding) < (other.Recording.Package == recording.Package ? SameInPackage : SameElsewhere)))
        {
            Repeated++;
            return;
        }

        var name = string.Concat(recording.NameInSource.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        var relative = $"{recording.Class}/{recording.Package.Split(' ')[0]}-{name}.wav";
        var full = Path.Combine(path, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        clip.Save(full, SampleEncoding.Float32);
        _kept.Add((relative, recording, embedding, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(full)))));
    }

    /// <summary>Writes recordings.csv and manifest.csv.</summary>
    public IReadOnlyList<(string Class, int Count)> Finish()
    {
        var sorted = _kept.OrderBy(item => item.Path, StringComparer.Ordinal).ToList();
        File.WriteAllLines(Path.Combine(path, "recordings.csv"), ["path,label", .. sorted.Select(item => $"{item.Path},{item.Recording.Class}")]);
        File.WriteAllLines(
            Path.Combine(path, "manifest.csv"),
            [
                "path,class,package,licence,name,sha256,channels,rate,seconds,brightness,decay,pitch,punch,noisiness",
                .. sorted.Select(item => Line(item.Path, item.Recording, item.Hash)),
            ],
            new UTF8Encoding(false));
        return [.. sorted.CountBy(item => item.Recording.Class).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];
    }

    private static string Line(string path, Recording recording, string hash)
    {
        var (clip, controls) = (recording.Clip, SoundControls.Of(recording.Clip));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path},{recording.Class},{recording.Package},{recording.Licence},\"{recording.NameInSource}\",{hash},{clip.Channels},{clip.SampleRate},{clip.Duration.TotalSeconds:0.###},"
            + $"{controls.Brightness:0.0},{controls.Decay:0.000},{controls.Pitch:0.0},{controls.Punch:0.000},{controls.Noisiness:0.0}");
    }

    // One-shots begin at their first sample: what is 45 dB below the peak before it is cut, but for half a millisecond.
    private static AudioClip FromOnset(AudioClip clip)
    {
        var threshold = clip.Peak * 0.0056f;
        var start = clip.Length;
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var first = clip.Channel(channel).IndexOfAnyExceptInRange(-threshold, threshold);
            start = Math.Min(start, first < 0 ? clip.Length : first);
        }

        start = Math.Max(0, start - (clip.SampleRate / 2000));
        var length = clip.Length - start;
        var samples = new float[clip.Channels * length];
        for (var channel = 0; channel < clip.Channels; channel++)
            clip.Channel(channel)[start..].CopyTo(samples.AsSpan(channel * length));
        return new AudioClip(samples, clip.Channels, clip.SampleRate);
    }
}
