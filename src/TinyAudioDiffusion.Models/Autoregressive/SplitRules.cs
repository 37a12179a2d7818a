using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Autoregressive;

/// <summary>The rules for autoregressive models, which take a noise level for each split of a sound.</summary>
internal static class SplitRules
{
    private const int Most = 1024;

    /// <summary>Looks for what makes a number of splits impossible.</summary>
    /// <returns>The rest of a sentence; null where there is nothing wrong.</returns>
    public static string? FindProblem(int? splits, UNetConfiguration network, int channels, int length, bool hearsSomething,
        bool hasClasses)
    {
        if (splits is not { } count)
            return null;
        if (count is < 2 or > Most || count % 2 != 0)
            return $"is {count}, but must be an even number from 2 to {Most}.";
        if (length % count != 0)
            return $"is {count}, which does not divide the length of {length} samples.";
        if (hearsSomething)
            return "is given beside a condition or an encoder; an autoregressive model hears nothing.";
        if (network.UseTimeConditioning)
            return "is given, but the network has time conditioning, which knows one noise level for a whole sound.";
        if (network.UseModulation && !hasClasses)
            return "is given, but the network is modulated, and there are no classes that could modulate it.";
        return network.InChannels == channels + 1 && network.OutChannels == channels
            ? null
            : $"is given, so a network of {channels} audio channels takes {channels + 1} channels and gives {channels}.";
    }
}
