using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>The input of a tile: the rows of one or two tensors, with the steps before the convolution.</summary>
internal readonly unsafe struct TileSource
{
    public TensorView First { get; init; }

    /// <summary>More rows below the first ones; null data for none.</summary>
    public TensorView Second { get; init; }

    /// <summary>The factor of the rows of <see cref="First"/>; 1 changes nothing.</summary>
    public float FirstScale { get; init; }

    /// <summary>SiLU(scale * x + shift) with [batch, channels, 2] of (scale, shift), a group normalisation folded; null for none.</summary>
    public float* Affine { get; init; }

    /// <summary>Layer normalisation over the channels with these scales and shifts, [channels] each; null for none.</summary>
    public float* NormScale { get; init; }

    public float* NormShift { get; init; }

    public int Channels => First.Channels + (Second.Data is null ? 0 : Second.Channels);
}
