using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>The names of the schedules in this package.</summary>
public static class ScheduleNames
{
    /// <summary>Evenly spaced noise levels, the reference system's schedule: <see cref="LinearSchedule"/>.</summary>
    public const string Linear = "linear";

    /// <summary>Evenly spaced logarithms of the signal-to-noise ratio: <see cref="LogSnrSchedule"/>.</summary>
    public const string CosineLogSnr = "cosine-logsnr";

    /// <summary>Evenly spaced roots of sigma: <see cref="KarrasSchedule"/>.</summary>
    public const string Karras = "karras";

    /// <summary>Evenly spaced logarithms of sigma: <see cref="ExponentialSchedule"/>.</summary>
    public const string Exponential = "exponential";

    /// <summary>Powers of an even ramp in the logarithm of sigma: <see cref="PolyexponentialSchedule"/>.</summary>
    public const string Polyexponential = "polyexponential";

    /// <summary>Quantiles of a logistic distribution of ln sigma, the library's default: <see cref="LogisticSchedule"/>.</summary>
    public const string Logistic = "logistic";

    /// <summary>The schedule of CRASH: <see cref="CrashSchedule"/>.</summary>
    public const string Crash = "crash";

    /// <summary>The noise levels of a student, which its model holds; of no other model (<see cref="StudentSampling"/>).</summary>
    public const string Own = "own";

    /// <summary>Tells whether a name is that of the noise levels of a student.</summary>
    internal static bool IsOwn(string? name) => string.Equals(name, Own, StringComparison.OrdinalIgnoreCase);
}
