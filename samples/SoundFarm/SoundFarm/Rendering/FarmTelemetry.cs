using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SoundFarm.Rendering;

/// <summary>What OpenTelemetry sees of the farm beside what Orleans tells of itself.</summary>
public static class FarmTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "SoundFarm";

    private static readonly Meter _meter = new(Name);
    private static readonly Histogram<double> _durations = _meter.CreateHistogram<double>(
        "soundfarm.sound.duration", "s", "The time of a sound from its order to the store; the tag outcome is made, found or failed.");

    /// <summary>Gets the source of activities: one for each sound.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Counts a sound.</summary>
    public static void Finished(string outcome, TimeSpan duration)
        => _durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
}
