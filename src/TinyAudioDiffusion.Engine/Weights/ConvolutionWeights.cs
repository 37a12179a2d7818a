namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>The parameters of a convolution.</summary>
/// <param name="Kernel">The kernel, [out, in, taps].</param>
/// <param name="Bias">The bias, [out]; null for none.</param>
public sealed record ConvolutionWeights(Weight Kernel, Weight? Bias);
