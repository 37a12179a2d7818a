using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>Levels and decays.</summary>
internal static class Decibels
{
    /// <summary>The amplitude of a level in decibels.</summary>
    public static float ToAmplitude(float decibels) => (float)PortableMath.Exp(decibels * (2.302585092994046 / 20));

    /// <summary>The factor from one sample to the next of a decay by 60 dB in a time in seconds; 0 for no time at all.</summary>
    public static float DecayPerSample(float seconds)
        => seconds > 0 ? (float)PortableMath.Exp(-6.907755278982137 / (seconds * StereoSound.SampleRate)) : 0f;
}
