using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Measures the time of a training, without the pauses between its processes.</summary>
internal sealed class TrainingClock(TrainingConfiguration configuration, TimeProvider time, TrainingCounters before)
{
    private readonly long _start = time.GetTimestamp();

    public double Seconds => before.Seconds + SecondsHere;

    private double SecondsHere => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Computes the share of the training that is done, from 0 to 1.</summary>
    public double Completed(int step)
        => configuration.Steps is { } steps ? (double)step / steps : Math.Min(1, Seconds / configuration.Seconds!.Value);

    public bool IsDone(int step) => configuration.Steps is { } steps ? step >= steps : Seconds >= configuration.Seconds;

    public (double StepsPerSecond, TimeSpan TimeLeft) Pace(int step)
    {
        var seconds = SecondsHere;
        var rate = seconds > 0 ? (step - before.Step) / seconds : 0;
        var left = configuration.Steps is { } steps
            ? (rate > 0 ? (steps - step) / rate : 0)
            : Math.Max(0, configuration.Seconds!.Value - Seconds);
        return (rate, TimeSpan.FromSeconds(Math.Min(left, TimeSpan.MaxValue.TotalSeconds / 2)));
    }
}
