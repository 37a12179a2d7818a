namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary>The command line of <c>tad tensor sample</c>.</summary>
/// <param name="Tensors">The model, the files, the engine.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Sampler">The sampler's name.</param>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Seed">The seed of item 0.</param>
internal sealed record TensorSampleSettings(TensorSettings Tensors, int Steps, string Sampler, string Schedule, ulong Seed);
