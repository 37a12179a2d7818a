using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion;

/// <summary>
/// Reads the options of a configuration section by hand: a binder would throw at the first value that is no number, ignore names that no
/// option has, and need reflection.
/// </summary>
/// <param name="configuration">The section.</param>
internal sealed class ConfiguredOptions(IConfiguration configuration)
    : IConfigureOptions<TinyAudioDiffusionOptions>, IValidateOptions<TinyAudioDiffusionOptions>
{
    private static readonly Dictionary<string, Action<TinyAudioDiffusionOptions, string?>> _setters = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(TinyAudioDiffusionOptions.Sampler)] = (options, value) => options.Sampler = value,
        [nameof(TinyAudioDiffusionOptions.Schedule)] = (options, value) => options.Schedule = value,
        [nameof(TinyAudioDiffusionOptions.Steps)] = (options, value) => options.Steps = string.IsNullOrEmpty(value) ? null : Number(value),
        [nameof(TinyAudioDiffusionOptions.MaxBatch)] = (options, value) => options.MaxBatch = Number(value),
        [nameof(TinyAudioDiffusionOptions.MaxSteps)] = (options, value) => options.MaxSteps = Number(value),
        [nameof(TinyAudioDiffusionOptions.MaxLength)] = (options, value) => options.MaxLength = Number(value),
        [nameof(TinyAudioDiffusionOptions.MaxCount)] = (options, value) => options.MaxCount = Number(value),
    };

    /// <inheritdoc/>
    public void Configure(TinyAudioDiffusionOptions options) => Apply(options);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TinyAudioDiffusionOptions options)
        => Apply(new TinyAudioDiffusionOptions()) is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;

    private List<string> Apply(TinyAudioDiffusionOptions options)
    {
        var faults = new List<string>();
        foreach (var entry in configuration.GetChildren())
        {
            if (!_setters.TryGetValue(entry.Key, out var set))
            {
                faults.Add($"{entry.Path} is no option; known are {string.Join(", ", _setters.Keys)}.");
                continue;
            }

            try
            {
                set(options, entry.Value);
            }
            catch (FormatException)
            {
                faults.Add($"{entry.Path} is \"{entry.Value}\", which is no whole number.");
            }
        }

        return faults;
    }

    private static int Number(string? text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException();
}
