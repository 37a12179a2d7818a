namespace TinyAudioDiffusion.Sampling;

/// <summary>The names of the schedules in this package.</summary>
public static class ScheduleNames
{
    /// <summary>Evenly spaced noise levels, the reference system's schedule: <see cref="LinearSchedule"/>.</summary>
    public const string Linear = "linear";
}
