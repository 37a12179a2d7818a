using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>The rules for the encoder of an autoencoder.</summary>
internal static class EncoderRules
{
    private const int MostChannels = 1024;
    private const int MostBlocks = 64;
    private const int LargestFrame = 1 << 16;
    private const int MostBands = 1024;

    private static readonly (string Name, int Least, int Most)[] _ofAll =
        [("level", 0, int.MaxValue), ("latent", 1, MostChannels), ("channels", 8, MostChannels), ("blocks", 1, MostBlocks)];

    private static readonly (string Name, int Least, int Most)[] _ofMel =
        [.. _ofAll, ("frame", 4, LargestFrame), ("hop", 1, LargestFrame), ("bands", 1, MostBands)];

    /// <summary>Tells how many samples a step of the latent stands for: those of a step at the level that takes it.</summary>
    public static int SamplesOfStep(EncoderConfiguration encoder, UNetConfiguration network, int transformFactor)
        => network.Factors.Take(encoder.Settings["level"] + 1).Aggregate(transformFactor, (samples, factor) => checked(samples * factor));

    /// <summary>Looks for the first rule that a configuration breaks.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="network">The U-Net around which it stands.</param>
    /// <param name="transformFactor">How many samples a step of the U-Net's input stands for.</param>
    /// <returns>The setting, or null for the name, and what is wrong with it, as the rest of a sentence; null for a sound
    /// configuration.</returns>
    public static (string? Setting, string Reason)? FindProblem(
        EncoderConfiguration encoder, UNetConfiguration network, int transformFactor)
    {
        if (encoder.Name is not (EncoderNames.Mel or EncoderNames.Convolutional))
            return (null, $"is \"{encoder.Name}\"; known are {EncoderNames.Mel} and {EncoderNames.Convolutional}.");
        var expected = encoder.Name == EncoderNames.Mel ? _ofMel : _ofAll;
        foreach (var (name, least, most) in expected)
        {
            if (!encoder.Settings.TryGetValue(name, out var value))
                return (name, $"is missing, which the encoder \"{encoder.Name}\" needs.");
            if (value < least || value > most)
                return (name, $"is {value}, but must be {(most == int.MaxValue ? $"at least {least}" : $"from {least} to {most}")}.");
        }

        foreach (var name in encoder.Settings.Keys)
        {
            if (!Array.Exists(expected, setting => setting.Name == name))
                return (name, $"is no setting of the encoder \"{encoder.Name}\".");
        }

        return FindInNetwork(encoder.Settings, network)
            ?? FindInLengths(encoder, SamplesOfStep(encoder, network, transformFactor));
    }

    private static (string? Setting, string Reason)? FindInNetwork(IReadOnlyDictionary<string, int> settings, UNetConfiguration network)
    {
        var level = settings["level"];
        if (settings["channels"] % EncoderStages.Groups != 0)
            return ("channels", $"is {settings["channels"]}, which is no multiple of {EncoderStages.Groups}.");
        if (level >= network.Levels)
            return ("level", $"is {level}, but the network's levels are 0 to {network.Levels - 1}.");
        for (var other = 0; other < network.Levels; other++)
        {
            var found = network.ContextChannels.Count == 0 ? 0 : network.ContextChannels[other];
            if (found != (other == level ? settings["latent"] : 0))
            {
                return (
                    "latent", $"is {settings["latent"]} at level {level}, and level {other} of the network has {found} context channels.");
            }
        }

        return null;
    }

    private static (string? Setting, string Reason)? FindInLengths(EncoderConfiguration encoder, int samples)
    {
        if (encoder.Name == EncoderNames.Convolutional)
            return samples > 1 ? null : ("level", "is one where a step of the latent is a sample; take a lower one.");
        var (frame, hop) = (encoder.Settings["frame"], encoder.Settings["hop"]);
        if (!int.IsPow2(frame))
            return ("frame", $"is {frame}, but must be a power of two.");
        if (hop > frame || (frame - hop) % 2 != 0)
            return ("hop", $"is {hop}, but must be at most the frame of {frame} and differ from it by an even number.");
        return samples % hop == 0
            ? null
            : ("hop", $"is {hop}, which does not divide the {samples} samples of a step of the latent.");
    }
}
