using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>
/// The sampling settings of a student: its own noise levels, DDIM, no guidance around it. What a call asks for beyond that is an error, and
/// what the host sets for all models does not count.
/// </summary>
internal static class StudentSettings
{
    /// <summary>Gives the settings of a call.</summary>
    /// <exception cref="ArgumentException">The call asks for steps, a sampler, a schedule or guidance that the student has not
    /// learnt.</exception>
    public static SamplingSettings Of(StudentSampling student, string id, GenerationOptions options, FinishingOptions? finishing)
    {
        var calls = student.Calls == 1 ? "one step" : $"{student.Calls} steps";
        var teacher = student.Teacher is null ? "" : $", or take its teacher \"{student.Teacher}\", which takes any";
        if (options.Steps is { } steps && steps != student.Calls)
            throw Refused($"makes a sound in {calls}, no other number: leave out the {steps} steps{teacher}");
        if (options.Sampler is { } sampler && !IsNamed(sampler, SamplerNames.Ddim))
            throw Refused($"is made for the sampler \"{SamplerNames.Ddim}\" only: leave out \"{sampler}\"{teacher}");
        if (options.Schedule is { } schedule && !IsNamed(schedule, ScheduleNames.Own))
            throw Refused($"has noise levels of its own: leave out the schedule \"{schedule}\"{teacher}");
        if (options.Guidance is { } guidance && guidance != student.Guidance)
        {
            var known = student.Guidance is { } own ? $"guidance of {own} in it" : "no guidance in it";
            throw Refused($"has {known}: leave out the guidance scale {guidance}{teacher}");
        }

        return options.NegativeClass is null
            ? new SamplingSettings(SamplerNames.Ddim, ScheduleNames.Own, student.Calls, finishing)
            : throw Refused($"was led away from no class: leave out the negative class \"{options.NegativeClass}\"{teacher}");

        ArgumentException Refused(string reason) => new($"The model \"{id}\" is a student that {reason}.", nameof(options));
    }

    private static bool IsNamed(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
