using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>The steps that finish a tile of output columns before it leaves the cache.</summary>
internal readonly unsafe struct TileSink
{
    public TensorView Output { get; init; }

    /// <summary>A tensor to add; null data for none.</summary>
    public TensorView Residual { get; init; }

    /// <summary>
    /// The factor of each channel of the tile before the residual is added, [batch, channels] at <see cref="ScaleStride"/>; null for one.
    /// </summary>
    public float* Scale { get; init; }

    public int ScaleStride { get; init; }

    /// <summary>
    /// Scales and shifts of the layer normalisation that follows, [batch, 2 * channels] at <see cref="ModulationStride"/>; null for none.
    /// </summary>
    public float* Modulation { get; init; }

    public int ModulationStride { get; init; }

    /// <summary>Receives the moments of the output, [batch, chunks, channels, 3]; null if nobody needs them.</summary>
    public float* Moments { get; init; }

    public int Chunks { get; init; }
}
