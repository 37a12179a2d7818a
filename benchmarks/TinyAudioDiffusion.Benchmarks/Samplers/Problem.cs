using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>A model to sample from, with the length and the class of its sounds.</summary>
internal sealed record Problem(string Name, IDiffusionModel Model, int Samples, int Class = -1);
