namespace TinyAudioDiffusion.Audio;

/// <summary>What a sound file holds.</summary>
/// <param name="Channels">The number of channels, at least 1.</param>
/// <param name="SampleRate">The sample rate in Hz, at least 1.</param>
/// <param name="Frames">The number of samples of each channel; of a WAV file, those that are really there; may be 0.</param>
public sealed record AudioFileInfo(int Channels, int SampleRate, long Frames);
