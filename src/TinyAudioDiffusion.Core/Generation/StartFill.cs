using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion;

/// <summary>Fills what a run starts from.</summary>
/// <param name="item">The item's index in the whole call.</param>
/// <param name="noise">The item's noise stream.</param>
/// <param name="noiseLevel">The first noise level of the grid.</param>
/// <param name="x">Receives the waveform, [channels, samples].</param>
internal delegate void StartFill(int item, NoiseStream noise, float noiseLevel, Span<float> x);
