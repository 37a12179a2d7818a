namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary>A tensor from a file.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Shape">Its extents, outermost first.</param>
/// <param name="Values">Its values, row major.</param>
internal sealed record InputTensor(string Name, int[] Shape, float[] Values);
