namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// Finds words for sounds: the class, and an adjective for each measure in which a sound is among the lower or the upper third of its
/// class. The words are those that <see cref="DrumDescription"/> knows.
/// </summary>
internal sealed class CaptionWords
{
    private const int MostMeasured = 1000;
    private const double Third = 1.0 / 3;
    private const uint ChanceDomain = 0x43415030; // "CAP0"
    private const uint MeasuredDomain = 0x43415032; // "CAP2"
    private const uint WordDomain = 0x43415031; // "CAP1"

    // For each of the five measures: less, more.
    private static readonly (string[] Less, string[] More)[] _adjectives =
    [
        (["dark", "dull", "muffled"], ["bright", "brilliant", "airy"]),
        (["short", "damped", "dry"], ["long", "ringing", "sustained"]),
        (["low", "deep"], ["high", "highpitched"]),
        (["soft", "gentle"], ["punchy", "hard"]),
        (["clean", "pure", "tonal"], ["noisy", "gritty", "rough"]),
    ];

    private readonly Dictionary<string, double[][]> _quantiles;

    private CaptionWords(Dictionary<string, double[][]> quantiles) => _quantiles = quantiles;

    /// <summary>Learns what is usual in each class.</summary>
    /// <param name="data">The sounds; at most 1,000, drawn at random, are measured at their first visit.</param>
    public static CaptionWords Of(ITrainingData data)
    {
        var measured = Math.Min(data.Count, MostMeasured);
        var (labels, controls) = (new string[measured], new double[measured][]);
        Parallel.For(0, measured, i =>
        {
            var samples = new float[data.Channels * data.Samples];
            var index = measured == data.Count ? i : (int)(VisitDraws.Of(0, i, 0, MeasuredDomain).First * data.Count);
            var label = data.Read(index, visit: 0, samples);
            (labels[i], controls[i]) = (Label(data, label), Measure(samples, data));
        });
        var byLabel = Enumerable.Range(0, measured).GroupBy(i => labels[i], i => controls[i]);
        return new CaptionWords(byLabel.ToDictionary(
            group => group.Key,
            group => _adjectives.Select((_, control) => group.Select(values => values[control]).Order().ToArray()).ToArray(),
            StringComparer.Ordinal));
    }

    /// <summary>Describes a sound.</summary>
    /// <param name="data">The source of the sound.</param>
    /// <param name="index">The sound.</param>
    /// <param name="visit">Its variation. Which of the words that hold are said, and in which order, follows from both alone.</param>
    public string Describe(ITrainingData data, int index, ulong visit)
    {
        var samples = new float[data.Channels * data.Samples];
        var label = Label(data, data.Read(index, visit, samples));
        var controls = Measure(samples, data);
        var words = new List<(double Order, string Word)>();
        for (var control = 0; control < controls.Length && _quantiles.TryGetValue(label, out var usual); control++)
        {
            var (said, which, order, _) = VisitDraws.Of((ulong)control, index, visit, ChanceDomain);
            var quantile = Quantile(usual[control], controls[control]);
            var choices = quantile < Third ? _adjectives[control].Less : quantile > 1 - Third ? _adjectives[control].More : [];
            if (choices.Length > 0 && said < 0.7)
                words.Add((order, choices[(int)(which * choices.Length)]));
        }

        var adjectives = words.OrderBy(pair => pair.Order).Select(pair => pair.Word);
        var isNamed = label.Length > 0 && (words.Count == 0 || VisitDraws.Of(0, index, visit, WordDomain).First < 0.95);
        return string.Join(' ', isNamed ? adjectives.Append(label.Replace('-', ' ')) : adjectives) is { Length: > 0 } text ? text : "sound";
    }

    private static string Label(ITrainingData data, int label) => label < 0 ? "" : data.Labels[label];

    // The share of the class that lies below.
    private static double Quantile(double[] sorted, double value)
    {
        var place = Array.BinarySearch(sorted, value);
        return (place < 0 ? ~place : place) / (double)sorted.Length;
    }

    private static double[] Measure(float[] samples, ITrainingData data)
    {
        var (brightness, decay, pitch, punch, noisiness) = SoundControls.Of(new AudioClip(samples, data.Channels, data.SampleRate));
        return [brightness, decay, pitch, punch, noisiness];
    }
}
