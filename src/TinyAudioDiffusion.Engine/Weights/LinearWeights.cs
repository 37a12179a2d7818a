namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>The parameters of a linear map of feature vectors.</summary>
/// <param name="Matrix">The matrix, [out, in].</param>
/// <param name="Bias">The bias, [out]; null for none.</param>
public sealed record LinearWeights(Weight Matrix, Weight? Bias);
