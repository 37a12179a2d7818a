namespace TinyAudioDiffusion.Sampling;

/// <summary>Receives the steps of a run, on the thread that samples. Must return soon and must not throw.</summary>
/// <param name="step">The step that is done, with the current estimate of the clean sound.</param>
public delegate void SamplingObserver(in SamplingStep step);
