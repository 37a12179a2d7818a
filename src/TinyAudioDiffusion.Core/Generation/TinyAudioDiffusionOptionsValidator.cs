using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>Checks the host's options when the application starts, and at the latest when they are first used.</summary>
internal sealed class TinyAudioDiffusionOptionsValidator(Registry<ISampler> samplers, Registry<INoiseSchedule> schedules)
    : IValidateOptions<TinyAudioDiffusionOptions>
{
    public ValidateOptionsResult Validate(string? name, TinyAudioDiffusionOptions options)
    {
        var failures = new List<string>();
        RequireKnown(nameof(options.Sampler), options.Sampler, samplers);
        RequireKnown(nameof(options.Schedule), options.Schedule, schedules);
        RequireRange(nameof(options.MaxSteps), options.MaxSteps, int.MaxValue - 1);
        RequireRange(nameof(options.MaxLength), options.MaxLength, int.MaxValue);
        RequireRange(nameof(options.MaxCount), options.MaxCount, int.MaxValue);
        RequireRange(nameof(options.Steps), options.Steps ?? 1, options.MaxSteps);
        RequireRange(nameof(options.MaxBatch), options.MaxBatch, 1024);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void RequireKnown<T>(string option, string? value, Registry<T> registry)
            where T : INamed
        {
            if (value is null || registry.Contains(value))
                return;
            var known = string.Join(", ", registry.Names);
            failures.Add($"{nameof(TinyAudioDiffusionOptions)}.{option} is \"{value}\"; known are {known}.");
        }

        void RequireRange(string option, int value, int largest)
        {
            if (value < 1 || value > largest)
                failures.Add($"{nameof(TinyAudioDiffusionOptions)}.{option} is {value}; it must be from 1 to {largest}.");
        }
    }
}
