namespace TinyAudioDiffusion.Sampling;

/// <summary>Gives recorded noise in place of the noise of the items' own streams.</summary>
/// <param name="draw">Which draw of the run, from 1.</param>
/// <param name="noise">Receives the noise, [items, channels, samples].</param>
public delegate void NoiseSource(int draw, Span<float> noise);
