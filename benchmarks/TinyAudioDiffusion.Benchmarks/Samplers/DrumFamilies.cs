using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>
/// Simple synthesised drums (kick, snare, hi-hat, tom) with variants of each: level, pitch, decay and brightness differ by some share. For
/// problems, not for ears.
/// </summary>
internal static class DrumFamilies
{
    private const double Rate = 11025;

    /// <summary>Makes drums of random parameters, with some variants of each.</summary>
    /// <param name="spread">How far variants differ: the deviation of the logarithm of the pitch; of all else twice that.</param>
    public static IEnumerable<IReadOnlyList<float[]>> Make(int drums, int variants, int samples, double spread, ulong seed)
    {
        var draws = new float[4];
        for (var drum = 0; drum < drums; drum++)
        {
            var stream = new NoiseStream(seed + (ulong)drum);
            stream.Fill(draws, channels: 1, draw: 0);
            double[] parameters = [0.65 * Math.Exp(0.3 * draws[0]), 70 * Math.Exp(0.3 * draws[1]), 0.09 * Math.Exp(0.4 * draws[2]),
                0.8 * Math.Exp(0.3 * draws[3])];
            var family = new float[variants][];
            for (var variant = 0; variant < variants; variant++)
            {
                stream.Fill(draws, channels: 1, draw: 1 + (2 * variant));
                var noise = new float[samples];
                stream.Fill(noise, channels: 1, draw: 2 + (2 * variant));
                family[variant] = Sound(
                    drum % 4, parameters[0] * Math.Exp(2 * spread * draws[0]), parameters[1] * Math.Exp(spread * draws[1]),
                    parameters[2] * Math.Exp(2 * spread * draws[2]), parameters[3] * Math.Exp(2 * spread * draws[3]), noise);
            }

            yield return family;
        }
    }

    private static float[] Sound(int kind, double level, double pitch, double decay, double brightness, float[] noise)
    {
        var sound = new float[noise.Length];
        for (var i = 0; i < sound.Length; i++)
        {
            var time = i / Rate;
            var high = noise[i] - (i == 0 ? 0 : noise[i - 1]);
            sound[i] = (float)(level * Math.Min(1, i / 4.0) * (kind switch
            {
                0 => Math.Exp(-time / decay) * Sine(pitch * (time + (0.03 * brightness * (1 - Math.Exp(-time / 0.02))))),
                1 => 0.6 * ((
                    Math.Exp(-time / decay) * Sine(3.5 * pitch * time)) + (0.5 * brightness * Math.Exp(-time / (1.3 * decay)) * noise[i])),
                2 => 0.3 * Math.Exp(-time / (0.4 * decay)) * high,
                _ => 0.6 * Math.Exp(-time / decay) * (Sine(6 * pitch * time) + (0.5 * brightness * Sine(9.3 * pitch * time))),
            }));
        }

        return sound;
    }

    private static double Sine(double turns) => Math.Sin(2 * Math.PI * turns);
}
