namespace TinyAudioDiffusion.Engine;

/// <summary>The use of a parameter. An engine lays the parameter out for it when the parameter is created.</summary>
public enum WeightUse
{
    /// <summary>Plain values: biases, scales of normalisations, frequencies, embeddings. Any shape.</summary>
    Values,

    /// <summary>The kernel of a convolution, [out, in, taps], or the matrix of a linear map, [out, in].</summary>
    Convolution,

    /// <summary>The kernel of a convolution with three taps after nearest-neighbour upsampling, [out, in, 3].</summary>
    Upsampling,

    /// <summary>The kernel of a transposed convolution, [in, out, taps].</summary>
    TransposedConvolution,
}
