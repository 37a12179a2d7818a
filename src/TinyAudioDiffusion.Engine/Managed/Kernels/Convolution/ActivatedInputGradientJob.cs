using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// The gradient of the input of y = conv(SiLU(groupnorm(x))), as far as the normalisation, tile by tile: pack dy, multiply it with the
/// transposed kernel (<see cref="PanelTranspositionJob"/>), multiply it with the derivative of the activation while gathering the sums of
/// <see cref="ActivationGradient{TSimd, TVector}"/>, store. It mirrors <see cref="ConvolutionJob"/>. Tiles end where chunks end, because
/// the sums are folded there. Scalar twin: ConvolveBackward.
/// </summary>
internal unsafe struct ActivatedInputGradientJob : IVectorJob
{
    private const int SlabChannels = 256;
    private const int NarrowChannels = 64;
    private const int NarrowTileBlocks = 6;

    public TilePlan Plan;

    /// <summary>The gradient of the convolution's output.</summary>
    public TensorView Gradient;
    public float* Panels;

    /// <summary>The combinations of three taps of the transposed kernel; null for a product with the panels.</summary>
    public float* Combinations;
    public int Taps;

    /// <summary>The input x.</summary>
    public TensorView X;

    /// <summary>Receives the gradient by the output of the normalisation.</summary>
    public TensorView Output;

    /// <summary>The constants from <see cref="GroupNormGradient.Prepare"/>, [batch, channels][4].</summary>
    public float* Constants;

    /// <summary>Receives the sums of every chunk, [batch, chunks, channels][2].</summary>
    public double* Sums;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        var (outputs, inputs) = (Gradient.Channels, X.Channels);
        var slab = Math.Min(inputs, SlabChannels);
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var halo = Taps / 2;
        var lanesLength = (long)inputs * 2 * Columns.Block;
        var tile = scratch.Reserve(
            ((long)(outputs + PanelPacking.RoundUp(slab)) * Stride) + lanesLength + ((long)inputs * Columns.Block)
            + (Combinations is null ? 0 : Winograd<TSimd, TVector>.Length(outputs)));
        var result = tile + ((long)outputs * Stride);
        var lanes = result + ((long)PanelPacking.RoundUp(slab) * Stride);
        var temporary = lanes + lanesLength;
        var combined = temporary + ((long)inputs * Columns.Block);
        var source = new TileSource { First = Gradient, FirstScale = 1f };

        var ahead = default(Prefetching);
        for (var chunk = Plan.FirstChunk(run); chunk < Plan.FirstChunk(run + 1); chunk++)
        {
            new Span<float>(lanes, (int)lanesLength).Clear();
            var end = Plan.FirstBlock(chunk + 1);
            var tileBlocks = inputs + outputs <= NarrowChannels ? NarrowTileBlocks : TilePlan.TileBlocks;
            for (var block = Plan.FirstBlock(chunk); block < end; block += tileBlocks)
            {
                var blocks = Math.Min(tileBlocks, end - block);
                ahead.Begin(
                    Combinations is null
                        ? TileGemm<TSimd, TVector>.Portions(PanelPacking.RoundUp(inputs), outputs, Taps, blocks * Columns.Block)
                        : Winograd<TSimd, TVector>.Portions(PanelPacking.RoundUp(inputs), outputs, blocks * Columns.Block));
                if (block + blocks < end)
                    ahead.Add(Gradient, item, block + blocks, Math.Min(tileBlocks, end - block - blocks));
                ahead.Add(Output, item, block, blocks);
                ahead.Add(X, item, block, blocks);
                TilePacking<TSimd, TVector>.Pack(source, item, block, blocks, halo, tile, edges: null);
                if (Combinations is not null)
                    Winograd<TSimd, TVector>.Combine(
                        tile + TilePacking<TSimd, TVector>.Margin, Stride, outputs, blocks * Columns.Block, combined);
                for (var channel = 0; channel < inputs; channel += slab)
                {
                    var channels = Math.Min(slab, inputs - channel);
                    Multiply<TSimd, TVector>(
                        channel, PanelPacking.RoundUp(channels), blocks * Columns.Block, tile, combined, result, ref ahead);
                    ActivationGradient<TSimd, TVector>.Propagate(
                        X, Output, item, block, blocks, channel, channels, result, Stride,
                        Constants + ((long)item * inputs * GroupNormGradient.Forward), lanes, temporary);
                }
            }

            LaneSums.Fold(lanes, 2 * inputs, Sums + ((((long)item * Plan.Chunks) + chunk) * 2 * inputs));
        }
    }

    private readonly void Multiply<TSimd, TVector>(
        int firstChannel, int rows, int columns, float* tile, float* combined, float* result, ref Prefetching ahead)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var outputs = Gradient.Channels;
        if (Combinations is not null)
        {
            Winograd<TSimd, TVector>.Multiply(
                Combinations + ((long)firstChannel * outputs), (nint)PanelPacking.RoundUp(X.Channels) * outputs, rows, outputs, null,
                combined, result, Stride, columns, ref ahead);
            return;
        }

        TileGemm<TSimd, TVector>.Multiply(
            Panels + ((long)firstChannel * outputs * Taps), rows, outputs, Taps, null,
            tile + TilePacking<TSimd, TVector>.Margin - (Taps / 2), Stride, result, Stride, columns, ref ahead);
    }
}
