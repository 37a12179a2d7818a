using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>
/// Splits real sounds in halves that share no kit: how well one half stands for the other is what a perfect imitation of drums would reach, as sounds of one kit are nearer to each other than
/// strangers are.
/// </summary>
internal static class KitHalves
{
    public const int Splits = 10;

    /// <summary>Gives seeded splits of sounds, as indices: whole kits, in a random order, until half of the sounds are on one side.</summary>
    public static IEnumerable<(int[] First, int[] Second)> Of(IReadOnlyList<AnalysedSound> sounds)
    {
        var kits = sounds.Select((sound, index) => (Kit: KitOf(sound.Name), Index: index)).GroupBy(item => item.Kit, item => item.Index, StringComparer.Ordinal)
            .OrderBy(kit => kit.Key, StringComparer.Ordinal).Select(kit => kit.ToArray()).ToList();
        for (var split = 0; split < Splits; split++)
        {
            var keys = new float[kits.Count];
            new NoiseStream((ulong)split).Fill(keys, 1, 0);
            var (first, second) = (new List<int>(), new List<int>());
            foreach (var kit in kits.Select((kit, place) => (kit, place)).OrderBy(item => keys[item.place]).Select(item => item.kit))
                (first.Count * 2 < sounds.Count ? first : second).AddRange(kit);
            if (first.Count > 1 && second.Count > 1)
                yield return ([.. first], [.. second]);
        }
    }

    /// <summary>The kit of a sound: the folder below that of its kind; without one, its name up to the first hyphen or underscore.</summary>
    public static string KitOf(string name)
    {
        var parts = name.Split('/');
        if (parts.Length > 2)
            return parts[1];
        var file = parts[^1];
        var end = file.IndexOfAny(['-', '_']);
        return end > 0 ? file[..end] : file;
    }
}
