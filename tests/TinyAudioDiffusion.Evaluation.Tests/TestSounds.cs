using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Tests;

/// <summary>Sounds whose measures are known from how they are made.</summary>
internal static class TestSounds
{
    public const int Rate = 44100;

    /// <summary>A tone that falls by 60 dB within a time.</summary>
    public static AudioClip Tone(double hertz, double decaySeconds, double peak = 0.9, int length = 32768, int delay = 0) => Make(
        length, i => i < delay
            ? 0
            : peak * Math.Cos(2 * Math.PI * hertz * (i - delay) / Rate) * Math.Pow(10, -3.0 * (i - delay) / (decaySeconds * Rate)));

    /// <summary>Noise that falls by 60 dB within a time.</summary>
    public static AudioClip Hiss(ulong seed, double decaySeconds, double peak = 0.2)
    {
        var noise = new float[32768];
        new NoiseStream(seed).Fill(noise, 1, 0);
        return Make(noise.Length, i => Math.Clamp(peak * noise[i], -1, 1) * Math.Pow(10, -3.0 * i / (decaySeconds * Rate)));
    }

    /// <summary>Low tones, noise, and high tones, each kind with its own variety.</summary>
    public static List<AnalysedSound> Kit(int each, int seed = 0)
    {
        var sounds = new List<AnalysedSound>();
        for (var i = 0; i < each; i++)
        {
            var turn = ((i * 7) + (seed * 3)) % 20 / 20.0;
            sounds.Add(AnalysedSound.Of($"kick-{seed}-{i}", "kick", null, Tone(45 + (30 * turn), 0.3 + (0.3 * turn))));
            sounds.Add(AnalysedSound.Of($"hihat-{seed}-{i}", "hihat", null, Hiss((ulong)((1000 * seed) + i), 0.1 + (0.2 * turn))));
            sounds.Add(AnalysedSound.Of($"percussion-{seed}-{i}", "percussion", null, Tone(600 + (900 * turn), 0.2 + (0.4 * turn))));
        }

        return sounds;
    }

    private static AudioClip Make(int length, Func<int, double> sample)
        => new([.. Enumerable.Range(0, length).Select(i => (float)sample(i))], 1, Rate);
}
