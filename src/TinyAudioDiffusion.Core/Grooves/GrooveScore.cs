using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Grooves;

/// <summary>A groove in frames of a sample rate: every repetition of every hit, in order, and the parts that they need.</summary>
internal sealed class GrooveScore
{
    private const int MostHits = 1_000_000;
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(30);

    private readonly int _sampleRate;
    private readonly double _swing;
    private readonly double _swingStep;
    private readonly Dictionary<DrumPart, int> _indices;
    private readonly List<(double Beat, double Seconds, double Tempo)> _tempos = [];

    /// <summary>Puts a groove into frames.</summary>
    /// <exception cref="ArgumentException">The groove has numbers that cannot be played.</exception>
    public GrooveScore(Groove groove, GrooveOptions options, int sampleRate)
    {
        Check(groove);
        _sampleRate = sampleRate;
        (_swing, _swingStep) = (options.Swing ?? groove.Swing, groove.SwingStep);
        AddTempo(0, options.Tempo ?? groove.Tempo);
        if (options.Tempo is null)
        {
            foreach (var change in groove.TempoChanges.OrderBy(change => change.Beat))
                AddTempo(change.Beat, change.Tempo);
        }

        if (SecondsAt(groove.Beats) * options.Repeats > _longest.TotalSeconds)
            throw new ArgumentException($"The groove lasts longer than {_longest.TotalMinutes:0} minutes.", nameof(groove));
        if ((long)groove.Hits.Count * options.Repeats > MostHits)
            throw new ArgumentException($"The groove has more than {MostHits} hits.", nameof(groove));
        var once = SecondsAt(groove.Beats);
        Parts = [.. groove.Hits.OrderBy(hit => hit.Beat).Select(hit => hit.Part).Distinct()];
        _indices = Parts.Index().ToDictionary(part => part.Item, part => part.Index);
        Frames = ToFrame(once * options.Repeats);
        Hits =
        [
            .. Enumerable.Range(0, options.Repeats)
                .SelectMany(repeat => groove.Hits.Select(hit => Timed(hit, once * repeat, options)))
                .OrderBy(hit => hit.Frame),
        ];
    }

    public IReadOnlyList<DrumPart> Parts { get; }

    public IReadOnlyList<TimedHit> Hits { get; }

    /// <summary>The length of all repetitions, without what rings after it.</summary>
    public long Frames { get; }

    private TimedHit Timed(GrooveHit hit, double start, GrooveOptions options)
    {
        var layer = Math.Min(options.VelocityLayers - 1, (int)(hit.Velocity * options.VelocityLayers));
        var gain = hit.Velocity * hit.Velocity * PortableMath.Pow(10, (hit.Part.Level + options.Gain) / 20);
        return new TimedHit(
            ToFrame(start + SecondsAt(Swung(hit.Beat))), _indices[hit.Part], (float)gain,
            VelocityFilter.Smoothing((layer + 1.0) / options.VelocityLayers, _sampleRate));
    }

    private long ToFrame(double seconds) => (long)Math.Round(seconds * _sampleRate, MidpointRounding.AwayFromZero);

    // The first step of each pair takes the share that the swing says; what lies inside a step moves in proportion.
    private double Swung(double beat)
    {
        var pair = 2 * _swingStep;
        var place = beat / pair;
        var whole = Math.Floor(place);
        var part = place - whole;
        return (whole + (part < 0.5 ? 2 * part * _swing : _swing + (2 * (part - 0.5) * (1 - _swing)))) * pair;
    }

    private double SecondsAt(double beat)
    {
        var (from, seconds, tempo) = _tempos[^1];
        for (var i = _tempos.Count - 1; i > 0 && from > beat; i--)
            (from, seconds, tempo) = _tempos[i - 1];
        return seconds + ((beat - from) * 60 / tempo);
    }

    private void AddTempo(double beat, double tempo) => _tempos.Add((beat, _tempos.Count == 0 ? 0 : SecondsAt(beat), tempo));

    private static void Check(Groove groove)
    {
        Require(groove.Hits.Count > 0, "has no hits");
        Require(groove.Beats is > 0 and <= 1e6, $"is {groove.Beats} beats long");
        Require(groove.Swing is >= 0.5 and <= 0.75, $"has a swing of {groove.Swing}; it may have 0.5 to 0.75");
        Require(groove.SwingStep is > 0 and <= 64, $"has swinging steps of {groove.SwingStep} beats");
        Require(groove.Tempo is >= 1 and <= 1000, $"has a tempo of {groove.Tempo}; it may have 1 to 1000");
        Require(
            groove.TempoChanges.All(change => change.Beat >= 0 && change.Tempo is >= 1 and <= 1000), "changes to a tempo that cannot be");
        Require(
            groove.Hits.All(hit => hit.Beat >= 0 && hit.Beat <= groove.Beats && hit.Velocity is > 0 and <= 1),
            "has a hit outside of its length, or with a velocity that is not above 0 and at most 1");

        void Require(bool holds, string problem)
        {
            if (!holds)
                throw new ArgumentException($"The groove \"{groove.Name}\" {problem}.", nameof(groove));
        }
    }
}
