namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>The rules for the configuration of every transform. A plug-in's transform checks the meaning of its own settings.</summary>
internal static class TransformConfigurationRules
{
    private const int MaxSetting = 1 << 16;

    /// <summary>Looks for the first rule that a configuration breaks.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The setting, or null for the name, and what is wrong with it, as the rest of a sentence; null for a sound
    /// configuration.</returns>
    public static (string? Setting, string Reason)? FindProblem(TransformConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string[]? expected = configuration.Name switch
        {
            "raw" => [],
            "patching" => ["patch"],
            "learned" => ["filters", "window", "stride"],
            _ => null,
        };

        foreach (var setting in expected ?? [])
        {
            if (!configuration.Settings.ContainsKey(setting))
                return (setting, $"is missing, which the transform \"{configuration.Name}\" needs.");
        }

        foreach (var (setting, value) in configuration.Settings)
        {
            if (expected?.Contains(setting, StringComparer.Ordinal) == false)
                return (setting, $"is no setting of the transform \"{configuration.Name}\".");
            if (value is < 1 or > MaxSetting)
                return (setting, $"is {value}, but must be from 1 to {MaxSetting}.");
        }

        return configuration.Name is "learned" && configuration.Settings["window"] < configuration.Settings["stride"]
            ? ("window", "is shorter than the stride, so that samples would fall between windows.")
            : null;
    }

    /// <summary>Gets the number by which a known transform divides the length.</summary>
    /// <param name="configuration">A sound configuration.</param>
    /// <returns>The number; 1 for transforms that are not known here.</returns>
    public static int LengthFactor(this TransformConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Name switch
        {
            "patching" => configuration.Settings["patch"],
            "learned" => configuration.Settings["stride"],
            _ => 1,
        };
    }
}
