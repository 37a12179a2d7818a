using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TinyAudioDiffusion.Diagnostics;

/// <summary>
/// What the library tells about its work to any listener, OpenTelemetry's among them: activities of the source and numbers of the meter
/// <see cref="Name"/>.
/// </summary>
/// <remarks>
/// Activities: <c>tad.generate</c>, one for each call of a verb. Numbers: <c>tad.sounds</c>, <c>tad.cancellations</c>,
/// <c>tad.failures</c>, <c>tad.generation.duration</c> (seconds of a call), <c>tad.network.calls</c>, <c>tad.network.duration</c>
/// (seconds of a network call), <c>tad.queue.duration</c> (seconds that a request waited, where a service queues them).
/// </remarks>
public static class DrumTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "TinyAudioDiffusion";

    private static readonly Meter _meter = new(Name);

    /// <summary>Gets the source of the activities.</summary>
    internal static ActivitySource Activities { get; } = new(Name);

    /// <summary>Gets the number of sounds made.</summary>
    internal static Counter<long> Sounds { get; } = _meter.CreateCounter<long>("tad.sounds", "{sound}", "Sounds made.");

    /// <summary>Gets the number of calls that were cancelled.</summary>
    internal static Counter<long> Cancellations { get; } =
        _meter.CreateCounter<long>("tad.cancellations", "{call}", "Calls that were cancelled.");

    /// <summary>Gets the number of calls that failed.</summary>
    internal static Counter<long> Failures { get; } = _meter.CreateCounter<long>("tad.failures", "{call}", "Calls that failed.");

    /// <summary>Gets the seconds of calls.</summary>
    internal static Histogram<double> Durations { get; } =
        _meter.CreateHistogram<double>("tad.generation.duration", "s", "Seconds of a call that makes sounds.");

    /// <summary>Gets the number of network calls.</summary>
    internal static Counter<long> NetworkCalls { get; } =
        _meter.CreateCounter<long>("tad.network.calls", "{call}", "Calls of a network.");

    /// <summary>Gets the seconds of network calls.</summary>
    internal static Histogram<double> NetworkDurations { get; } =
        _meter.CreateHistogram<double>("tad.network.duration", "s", "Seconds of a network call.");

    private static Histogram<double> Queued { get; } =
        _meter.CreateHistogram<double>("tad.queue.duration", "s", "Seconds that a request waited for its turn.");

    /// <summary>Tells how long a request waited in a queue. For services; the library itself has no queue.</summary>
    /// <param name="waited">How long it waited.</param>
    public static void RecordQueueTime(TimeSpan waited) => Queued.Record(waited.TotalSeconds);
}
