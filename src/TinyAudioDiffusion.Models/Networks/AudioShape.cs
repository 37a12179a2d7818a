namespace TinyAudioDiffusion.Models.Networks;

/// <summary>The audio that a model was trained on.</summary>
/// <param name="SampleRate">The sample rate in hertz.</param>
/// <param name="Channels">The number of audio channels.</param>
/// <param name="Length">The native length in samples, a multiple of what the network needs.</param>
public sealed record AudioShape(int SampleRate, int Channels, int Length);
