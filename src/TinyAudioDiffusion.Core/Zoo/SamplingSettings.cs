using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Zoo;

/// <summary>
/// How to sample from a model, as the model recommends it or the host sets it. Null leaves the choice to the next one in order.
/// </summary>
/// <param name="Sampler">The sampler's name; null for no choice.</param>
/// <param name="Schedule">The schedule's name; null for no choice.</param>
/// <param name="Steps">The number of steps; null for no choice.</param>
/// <param name="Finishing">How to finish the sound; null for no choice.</param>
public sealed record SamplingSettings(
    string? Sampler = null, string? Schedule = null, int? Steps = null, FinishingOptions? Finishing = null)
{
    /// <summary>
    /// Gets the library's default: of the settings that come closer to 1000 DDIM steps than 50 DDIM steps do, in every problem that was
    /// measured, those with the fewest network calls. docs/samplers.md has the numbers.
    /// </summary>
    public static SamplingSettings Fast { get; } = new(SamplerNames.VAdams, ScheduleNames.Logistic, 16);

    /// <summary>Gets the reference system's settings: DDIM, even noise levels, 50 steps.</summary>
    public static SamplingSettings Reference { get; } = new(SamplerNames.Ddim, ScheduleNames.Linear, 50);

    /// <summary>Gets the guidance scale, from 0 to 100, for a model with classes; null for no choice.</summary>
    public double? Guidance { get; init; }

    /// <summary>Gets the noise levels at which guidance acts; null for no choice.</summary>
    public GuidanceInterval? GuidanceInterval { get; init; }

    /// <summary>
    /// Joins settings; earlier ones win. Schedule and steps belong to the sampler beside them, so they do not count where earlier settings
    /// name another sampler.
    /// </summary>
    /// <param name="all">The settings; null ones are passed over.</param>
    /// <returns>The joined settings; null where none of them chose.</returns>
    public static SamplingSettings Join(params ReadOnlySpan<SamplingSettings?> all)
    {
        var joined = new SamplingSettings();
        foreach (var settings in all)
        {
            if (settings is null)
                continue;
            var belongs = joined.Sampler is null || settings.Sampler is null
                || string.Equals(joined.Sampler, settings.Sampler, StringComparison.OrdinalIgnoreCase);
            joined = new SamplingSettings(
                joined.Sampler ?? settings.Sampler,
                joined.Schedule ?? (belongs ? settings.Schedule : null),
                joined.Steps ?? (belongs ? settings.Steps : null),
                joined.Finishing ?? settings.Finishing)
            {
                Guidance = joined.Guidance ?? settings.Guidance,
                GuidanceInterval = joined.GuidanceInterval ?? settings.GuidanceInterval,
            };
        }

        return joined;
    }

    /// <summary>Fills in the reference system's schedule and number of steps where there are none.</summary>
    internal SamplingSettings OrReference() => this with { Schedule = Schedule ?? Reference.Schedule, Steps = Steps ?? Reference.Steps };
}
