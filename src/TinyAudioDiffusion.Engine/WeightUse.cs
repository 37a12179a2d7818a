namespace TinyAudioDiffusion.Engine;

/// <summary>What a parameter is used for; an engine lays it out accordingly when it is loaded.</summary>
public enum WeightUse
{
    /// <summary>Values that are read as they are: biases, norm scales, frequencies, embeddings. Any shape.</summary>
    Values,

    /// <summary>A convolution, [out, in, taps], or a linear map, [out, in].</summary>
    Convolution,

    /// <summary>A convolution of three taps that follows nearest-neighbour upsampling, [out, in, 3].</summary>
    Upsampling,

    /// <summary>A transposed convolution, [in, out, taps].</summary>
    TransposedConvolution,
}
