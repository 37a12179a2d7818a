namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>A vibration of something that was struck: a sine that decays.</summary>
/// <param name="Frequency">In Hz.</param>
/// <param name="Decay">The time of a decay by 60 dB, in seconds.</param>
/// <param name="Amplitude">The amplitude at the start.</param>
/// <param name="Phase">The phase at the start, in turns.</param>
internal readonly record struct Mode(float Frequency, float Decay, float Amplitude, float Phase = 0);
