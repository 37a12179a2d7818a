using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Models.Conditions;

/// <summary>What a network hears beside noise: its name and its numbers.</summary>
/// <param name="Name">"upsampler" or "vocoder".</param>
public sealed record ConditionConfiguration(string Name)
{
    /// <summary>
    /// Gets the whole numbers by name: "factor" for an upsampler; "frame", "hop" and "bands" for a vocoder.
    /// </summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Describes an upsampler's.</summary>
    /// <param name="factor">The full sample rate over the low one, at least 2.</param>
    /// <returns>The configuration.</returns>
    public static ConditionConfiguration Upsampler(int factor) => new(ConditionNames.Upsampler)
    {
        Settings = new Dictionary<string, int>(StringComparer.Ordinal) { ["factor"] = factor },
    };

    /// <summary>Describes a vocoder's.</summary>
    /// <param name="frame">The samples of a frame of the mel spectrogram: a power of two.</param>
    /// <param name="hop">The samples from a frame to the next.</param>
    /// <param name="bands">The number of bands.</param>
    /// <returns>The configuration.</returns>
    public static ConditionConfiguration Vocoder(int frame, int hop, int bands) => new(ConditionNames.Vocoder)
    {
        Settings = new Dictionary<string, int>(StringComparer.Ordinal) { ["frame"] = frame, ["hop"] = hop, ["bands"] = bands },
    };

    /// <summary>Makes what measures the condition of a sound.</summary>
    /// <param name="sampleRate">The model's sample rate in Hz.</param>
    /// <returns>What measures.</returns>
    /// <exception cref="ModelFormatException">The name is not known, or a setting is missing or out of its range.</exception>
    public SoundCondition Create(int sampleRate)
    {
        if (ConditionConfigurationRules.FindProblem(this, sampleRate) is var (setting, reason))
            throw new ModelFormatException("condition", setting ?? "name", reason);
        return Name == ConditionNames.Upsampler
            ? new LowRateCondition(Settings["factor"])
            : new MelCondition(sampleRate, Settings["frame"], Settings["hop"], Settings["bands"]);
    }
}
