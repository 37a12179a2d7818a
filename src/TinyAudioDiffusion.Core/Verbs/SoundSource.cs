using System.Buffers.Binary;
using System.Security.Cryptography;
using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion;

/// <summary>Sources of verbs as the network takes them.</summary>
internal static class SoundSource
{
    /// <summary>The source at the plan's rate and channels, cut to the length of the result, then padded to the network's.</summary>
    public static float[] Fit(GenerationPlan plan, AudioClip source)
    {
        var info = plan.Model.Info;
        var fitted = SoundFitting.Fit(source, info, plan.NetworkLength, "The source");
        for (var channel = 0; channel < info.Channels; channel++)
            fitted.AsSpan(channel * plan.NetworkLength, plan.NetworkLength)[plan.Recipe.Length..].Clear();
        return fitted;
    }

    /// <summary>Checks that a source is the one that a recipe was made from; null expects nothing.</summary>
    public static void RequireSame(string? expected, string? hash)
    {
        if (expected is not null && !string.Equals(expected, hash, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnusableSoundException(
                "The source", $"is not the one of the recipe: its samples hash to {hash ?? "nothing"}, and the recipe was made from {expected}. Give the sound that the verb was given then.");
        }
    }

    /// <summary>The SHA-256 of the samples as 32-bit little-endian floats.</summary>
    public static string Hash(ReadOnlySpan<float> samples)
    {
        var bytes = new byte[samples.Length * sizeof(float)];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), samples[i]);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
