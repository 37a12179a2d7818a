namespace TinyAudioDiffusion.Models.Conditions;

/// <summary>The rules for what a network hears beside noise.</summary>
internal static class ConditionConfigurationRules
{
    private const int LargestFactor = 256;
    private const int LargestFrame = 1 << 16;
    private const int MostBands = 1024;

    /// <summary>Looks for the first rule that a configuration breaks.</summary>
    /// <returns>The setting, or null for the name, and what is wrong with it, as the rest of a sentence; null for a sound
    /// configuration.</returns>
    public static (string? Setting, string Reason)? FindProblem(ConditionConfiguration configuration, int sampleRate)
    {
        (string Name, int Least, int Most)[]? expected = configuration.Name switch
        {
            ConditionNames.Upsampler => [("factor", 2, LargestFactor)],
            ConditionNames.Vocoder => [("frame", 4, LargestFrame), ("hop", 1, LargestFrame), ("bands", 1, MostBands)],
            _ => null,
        };
        if (expected is null)
            return (null, $"is \"{configuration.Name}\"; known are {ConditionNames.Upsampler} and {ConditionNames.Vocoder}.");
        foreach (var (name, least, most) in expected)
        {
            if (!configuration.Settings.TryGetValue(name, out var value))
                return (name, $"is missing, which the condition \"{configuration.Name}\" needs.");
            if (value < least || value > most)
                return (name, $"is {value}, but must be from {least} to {most}.");
        }

        foreach (var name in configuration.Settings.Keys)
        {
            if (!Array.Exists(expected, setting => setting.Name == name))
                return (name, $"is no setting of the condition \"{configuration.Name}\".");
        }

        return configuration.Name == ConditionNames.Upsampler
            ? FindInFactor(configuration.Settings["factor"], sampleRate)
            : FindInFrames(configuration.Settings["frame"], configuration.Settings["hop"]);
    }

    /// <summary>Gets what the length of a sound must be a multiple of, for the network's and for the condition's sake.</summary>
    public static long LengthMultiple(this ConditionConfiguration? condition, long networkMultiple)
    {
        long hop = condition?.Settings.GetValueOrDefault("hop", 1) ?? 1;
        var divisor = networkMultiple;
        for (var rest = hop; rest != 0;)
            (divisor, rest) = (rest, divisor % rest);
        return networkMultiple / divisor * hop;
    }

    private static (string? Setting, string Reason)? FindInFactor(int factor, int sampleRate)
        => sampleRate % factor == 0 ? null : ("factor", $"is {factor}, which does not divide the sample rate of {sampleRate} Hz.");

    private static (string? Setting, string Reason)? FindInFrames(int frame, int hop)
    {
        if (!int.IsPow2(frame))
            return ("frame", $"is {frame}, but must be a power of two.");
        return hop <= frame && (frame - hop) % 2 == 0
            ? null
            : ("hop", $"is {hop}, but must be at most the frame of {frame} and differ from it by an even number.");
    }
}
