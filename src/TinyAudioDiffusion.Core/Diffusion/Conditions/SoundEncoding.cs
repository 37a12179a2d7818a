namespace TinyAudioDiffusion.Diffusion;

/// <summary>Makes the latent of a sound.</summary>
/// <param name="sound">The sound at the model's sample rate, [channels, samples].</param>
/// <param name="channels">The number of channels.</param>
/// <param name="latent">Receives the latent, [latent channels, steps].</param>
public delegate void SoundEncoding(ReadOnlySpan<float> sound, int channels, Span<float> latent);
