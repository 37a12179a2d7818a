using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Attention;

// Packing: from tensors to the operands of the products, and back.
internal unsafe partial struct AttentionGradientJob
{
    private readonly void PackKeys<TSimd, TVector>(int item, int channel, in Workspace work)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var features = work.Features;
        for (int key = 0, width; key < work.PaddedTokens; key += width)
        {
            width = Workspace.TileWidth(work.PaddedTokens - key);
            for (var column = 0; column < width; column += Columns.Block)
            {
                var keys = KeyValue.Sample(item, channel, key + column);
                var values = KeyValue.Sample(item, (KeyValue.Channels / 2) + channel, key + column);
                CopyRows<TSimd, TVector>(keys, Columns.Block, work.Keys + (key * features) + column, width, features, add: false);
                CopyRows<TSimd, TVector>(values, Columns.Block, work.Values + (key * features) + column, width, features, add: false);
                TurnChannels(keys, features, work.KeyRows + ((key + column) * work.PaddedFeatures), PanelPacking.Rows, work.PaddedFeatures);
            }
        }
    }

    /// <summary>Packs a block of queries with their gradients and sums. Behind the last query the values may be anything.</summary>
    private readonly void PackQueries<TSimd, TVector>(int item, int head, int start, int count, in Workspace work)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (features, channel) = (work.Features, head * work.Features);
        var share = 1f / MathF.Sqrt(features);
        var logSums = LogSums + ((((long)item * Heads) + head) * Columns.RoundUp(Query.Samples)) + start;
        for (var query = 0; query < count; query += Columns.Block)
        {
            var queries = Query.Sample(item, channel, start + query);
            var gradients = OutputGradient.Sample(item, channel, start + query);
            PackPanels(queries, features, AttentionJob.ScaleOf(features), work.Queries + (query * features));
            PackPanels(gradients, features, share, work.Gradients + (query * features));
            TurnChannels(
                queries, features, work.QueriesTurned + (query * PanelPacking.Rows), QueriesAtOnce * PanelPacking.Rows, PanelPacking.Rows);
            TurnChannels(
                gradients,
                features,
                work.GradientsTurned + (query * PanelPacking.Rows),
                QueriesAtOnce * PanelPacking.Rows,
                PanelPacking.Rows);
            SumProducts<TSimd, TVector>(gradients, Output.Sample(item, channel, start + query), features, share, work.Inner + query);
            new ReadOnlySpan<float>(logSums + query, Columns.Block).CopyTo(new Span<float>(work.LogSums + query, Columns.Block));
        }
    }

    /// <summary>Stores the gradients of the keys and values of all tokens, or adds them to the stored ones.</summary>
    private readonly void StoreKeyGradients<TSimd, TVector>(int item, int channel, in Workspace work, bool add)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (features, rows) = (work.Features, PanelPacking.RoundUp(work.Features));
        for (int key = 0, width; key < work.PaddedTokens; key += width)
        {
            width = Workspace.TileWidth(work.PaddedTokens - key);
            for (var column = 0; column < width; column += Columns.Block)
            {
                var keys = KeyValueGradient.Sample(item, channel, key + column);
                var values = KeyValueGradient.Sample(item, (KeyValue.Channels / 2) + channel, key + column);
                CopyRows<TSimd, TVector>(work.KeyGradients + (key * rows) + column, width, keys, Columns.Block, features, add);
                CopyRows<TSimd, TVector>(work.ValueGradients + (key * rows) + column, width, values, Columns.Block, features, add);
            }
        }
    }

    private readonly void StoreQueryGradients(int item, int channel, int start, int count, in Workspace work)
    {
        for (var query = 0; query < count; query += PanelPacking.Rows)
        {
            var from = work.QueryGradients + (query * work.PaddedFeatures);
            var to = QueryGradient.Sample(item, channel, start + query);
            Transposition.Transpose(from, work.PaddedFeatures, PanelPacking.Rows, work.Features, to, Columns.Block);
        }
    }

    /// <summary>Packs sixteen samples into two panels: half a block of the tensor is a row of a panel of eight samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackPanels(float* from, int features, float scale, float* to)
    {
        var panel = features * PanelPacking.Rows;
        for (var feature = 0; feature < features; feature++, from += Columns.Block, to += PanelPacking.Rows)
        {
            Vector256.Store(Vector256.Load(from) * scale, to);
            Vector256.Store(Vector256.Load(from + PanelPacking.Rows) * scale, to + panel);
        }
    }

    /// <summary>Transposes the sixteen samples of a block to rows of features, eight features at a time.</summary>
    private static void TurnChannels(float* from, int features, float* to, nint groupStride, nint stride)
    {
        const int Rows = PanelPacking.Rows;
        for (var feature = 0; feature < features; feature += Rows, from += Rows * Columns.Block, to += groupStride)
            Transposition.Transpose(from, Columns.Block, Math.Min(Rows, features - feature), Columns.Block, to, stride);
    }

    /// <summary>Copies rows of sixteen, or adds them to the values that are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<TSimd, TVector>(float* from, nint fromStride, float* to, nint toStride, int rows, bool add)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var row = 0; row < rows; row++, from += fromStride, to += toStride)
        {
            for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                TSimd.Store(to + i, add ? TSimd.Add(TSimd.Load(to + i), TSimd.Load(from + i)) : TSimd.Load(from + i));
        }
    }

    /// <summary>Computes D of sixteen queries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumProducts<TSimd, TVector>(float* left, float* right, int features, float scale, float* sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
        {
            var sum = TSimd.Zero;
            for (var feature = 0; feature < features; feature++)
                sum = TSimd.MultiplyAdd(
                    TSimd.Load(left + (feature * Columns.Block) + i), TSimd.Load(right + (feature * Columns.Block) + i), sum);
            TSimd.Store(sums + i, TSimd.Multiply(sum, TSimd.Broadcast(scale)));
        }
    }
}
