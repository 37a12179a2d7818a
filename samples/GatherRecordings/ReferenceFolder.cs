using TinyAudioDiffusion;
using TinyAudioDiffusion.Evaluation.Measures;

namespace GatherRecordings;

/// <summary>A folder of real sounds for <c>tad evaluate --against</c>, KIND/KIT/NAME.wav, without anything that is trained on.</summary>
internal static class ReferenceFolder
{
    private const double Near = 2; // dB

    /// <summary>Writes kits into a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="kits">The folders of kits.</param>
    /// <param name="trained">The folder of the recordings that are trained on.</param>
    /// <returns>How many sounds of each kind were written, and how many were left out because they are trained on or there twice.</returns>
    public static (IReadOnlyList<(string Kind, int Count)> Kinds, int LeftOut) Write(string path, IEnumerable<string> kits, string trained)
    {
        var learnt = Directory.EnumerateFiles(trained, "*.wav", SearchOption.AllDirectories).Select(file => SoundEmbedding.Of(AudioClip.Load(file))).ToList();
        var kept = new List<(string Kind, float[] Embedding)>();
        var leftOut = 0;
        foreach (var (kind, kit, name, clip) in kits.SelectMany(ReferenceKits.Read))
        {
            var embedding = clip.Length > 0 && clip.PeakDbfs > -60 ? SoundEmbedding.Of(clip) : null;
            if (embedding is null || learnt.Any(other => SoundEmbedding.Distance(other, embedding) < Near) || kept.Any(other => SoundEmbedding.Distance(other.Embedding, embedding) < 0.1))
            {
                leftOut++;
                continue;
            }

            kept.Add((kind, embedding));
            var file = Path.Combine(path, kind, kit.Replace(' ', '-'), $"{name.Replace(' ', '-')}.wav");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            clip.Save(file, SampleEncoding.Float32);
        }

        return ([.. kept.CountBy(sound => sound.Kind).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))], leftOut);
    }
}
