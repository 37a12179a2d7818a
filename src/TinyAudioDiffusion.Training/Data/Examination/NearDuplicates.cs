using System.Numerics.Tensors;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>Finds sounds that are one and the same but for level, polarity, place, rate or depth: sketches choose who is compared, the waveforms decide.</summary>
/// <param name="data">The sounds.</param>
/// <param name="sketches">Their sketches, by index; null for a sound that is not to be compared.</param>
internal sealed class NearDuplicates(FolderData data, IReadOnlyList<SoundSketch?> sketches)
{
    private const double LeastCorrelation = 0.97;
    private const int MostLag = 32; // onsets are found to within a few samples
    private const int MostComparisons = 200_000;

    /// <summary>Gets whether nobody who looks alike was left out.</summary>
    public bool ComparedAll { get; private set; } = true;

    /// <summary>Finds the groups.</summary>
    /// <returns>The groups, of two or more sounds in order, and the least correlation with the first that made a sound a member.</returns>
    public List<(List<int> Members, double Correlation)> Find(CancellationToken cancellationToken)
    {
        var byBrightness = Enumerable.Range(0, sketches.Count).Where(i => sketches[i] is not null).OrderBy(i => sketches[i]!.Brightness).ToList();
        var group = Enumerable.Range(0, sketches.Count).ToArray();
        var correlation = Enumerable.Repeat(1.0, sketches.Count).ToArray();
        var comparisons = 0;
        for (var i = 0; i < byBrightness.Count; i++)
        {
            var first = sketches[byBrightness[i]]!;
            float[]? sound = null;
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = i + 1; j < byBrightness.Count && sketches[byBrightness[j]]!.Brightness - first.Brightness < SoundSketch.BrightnessTolerance; j++)
            {
                var (a, b) = (Root(group, byBrightness[i]), Root(group, byBrightness[j]));
                if (a == b || !first.MovesLike(sketches[byBrightness[j]]!))
                    continue;
                if (++comparisons > MostComparisons)
                {
                    ComparedAll = false;
                    break;
                }

                sound ??= Window(byBrightness[i], margin: 0);
                var like = Correlation(sound, Window(byBrightness[j], MostLag));
                if (like < LeastCorrelation)
                    continue;
                (group[Math.Max(a, b)], correlation[Math.Min(a, b)]) = (Math.Min(a, b), Math.Min(like, Math.Min(correlation[a], correlation[b])));
            }
        }

        return [.. Enumerable.Range(0, group.Length).GroupBy(i => Root(group, i)).Where(members => members.Skip(1).Any())
            .Select(members => (members.ToList(), correlation[members.Key]))];
    }

    private static int Root(int[] group, int i)
    {
        while (group[i] != i)
            i = group[i] = group[group[i]];
        return i;
    }

    // The samples from a little before the onset to a little after the window, with silence where there are none.
    private float[] Window(int index, int margin)
    {
        var sound = new float[data.Channels * data.Samples];
        data.Read(index, 0, sound);
        var mix = SoundSketch.Mix(sound, data.Channels);
        var window = new float[SoundSketch.Window + (2 * margin)];
        var from = sketches[index]!.Onset - margin;
        var before = Math.Max(0, -from);
        var length = Math.Min(window.Length - before, mix.Length - Math.Max(0, from));
        mix.AsSpan(Math.Max(0, from), length).CopyTo(window.AsSpan(before));
        return window;
    }

    private static double Correlation(ReadOnlySpan<float> sound, ReadOnlySpan<float> other)
    {
        var (energy, best) = (TensorPrimitives.SumOfSquares(sound), 0.0);
        for (var lag = 0; lag <= other.Length - sound.Length; lag++)
        {
            var shifted = other.Slice(lag, sound.Length);
            var norm = Math.Sqrt((double)energy * TensorPrimitives.SumOfSquares(shifted));
            if (norm > 0)
                best = Math.Max(best, Math.Abs(TensorPrimitives.Dot(sound, shifted)) / norm);
        }

        return best;
    }
}
