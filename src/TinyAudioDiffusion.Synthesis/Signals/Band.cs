namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>A band of noise with a life of its own.</summary>
/// <param name="Frequency">Its centre in Hz.</param>
/// <param name="Q">The centre over the width.</param>
/// <param name="Amplitude">Its level at the start.</param>
/// <param name="Decay">The time of a decay by 60 dB, in seconds.</param>
/// <param name="TailShare">The share of a slower decay, three times as long, 0 to 1.</param>
internal readonly record struct Band(float Frequency, float Q, float Amplitude, float Decay, float TailShare = 0);
