using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>Network calls of one size.</summary>
/// <param name="Model">The model that is called.</param>
/// <param name="Items">The number of items of a call.</param>
/// <param name="Samples">The number of samples of each channel.</param>
/// <param name="Calls">How many calls.</param>
internal readonly record struct NetworkWork(IDiffusionModel Model, int Items, int Samples, long Calls);
