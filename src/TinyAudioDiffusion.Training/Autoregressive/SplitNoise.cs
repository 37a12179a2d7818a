using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Training.Autoregressive;

/// <summary>Makes a sound noisy with a noise level for each of its splits, as the reference's ARVDiffusion.</summary>
internal static class SplitNoise
{
    /// <summary>Mixes sound and noise, and gives the velocity that should be predicted.</summary>
    /// <param name="clean">The sound, [channels, samples].</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="levels">The noise level of each split; they are equally long.</param>
    /// <param name="noisy">Receives the mixture.</param>
    /// <param name="noise">The noise; receives the velocity.</param>
    public static void Mix(ReadOnlySpan<float> clean, int channels, ReadOnlySpan<float> levels, Span<float> noisy, Span<float> noise)
    {
        var length = clean.Length / (channels * levels.Length);
        for (var place = 0; place < channels * levels.Length; place++)
        {
            var (own, level) = ((place * length)..((place + 1) * length), levels[place % levels.Length]);
            VObjective.Noisy(clean[own], noise[own], level, noisy[own]);
            VObjective.Velocity(clean[own], noise[own], level, noise[own]);
        }
    }
}
