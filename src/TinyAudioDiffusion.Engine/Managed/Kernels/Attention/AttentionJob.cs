using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Attention;

/// <summary>
/// Attention of one head for a run of query columns: softmax(q k^T / sqrt(d)) v. Everything stays channel-major, so both products are
/// multiplications of <see cref="TileGemm{TSimd, TVector}"/> with queries as columns: scores^T [keys, queries] = K^T Q and output [d,
/// queries] += V scores^T. The softmax runs down the rows of the score tile, lane by lane, without a horizontal sum.
/// <para>The job takes keys in blocks, small enough that the scores of a block for 48 queries stay in the first-level cache. Between blocks
/// it keeps the running maximum and sum of the online softmax (Milakov and Gimelshein, 2018; Dao et al., "FlashAttention", 2022): when a
/// block raises the maximum, the job scales the earlier sums down. Scores are in units of ln 2, so that exp is a power of two. Each part
/// packs keys and values into panels once.</para>
/// <para>Scalar twin: Attend.</para>
/// </summary>
internal unsafe struct AttentionJob : IVectorJob
{
    /// <summary>The number of queries of a tile.</summary>
    public const int TileColumns = 3 * Columns.Block;

    /// <summary>
    /// The number of keys of a block: 24 KB of scores stay in the first-level cache while the packed keys and values pass by.
    /// </summary>
    private const int KeysAtOnce = 128;

    private const float Log2E = 1.44269504f;

    public TensorView Query;

    /// <summary>The keys (first half of the channels), then the values (second half).</summary>
    public TensorView KeyValue;
    public TensorView Output;

    /// <summary>
    /// Receives the logarithm to the base 2 of each query's sum, [batch, heads, queries rounded up to blocks]; null if no backward will
    /// follow.
    /// </summary>
    public float* LogSums;
    public int Heads;

    /// <summary>The number of parts of a head; each takes some of its queries.</summary>
    public int PartsPerHead;

    /// <summary>The factor of the queries with which 2^score is e^(q k / sqrt(d)).</summary>
    public static float ScaleOf(int features) => Log2E / MathF.Sqrt(features);

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (itemAndHead, run) = (part / PartsPerHead, part % PartsPerHead);
        var (item, head) = (itemAndHead / Heads, itemAndHead % Heads);
        var features = Query.Channels / Heads;
        var (paddedFeatures, tokens) = (PanelPacking.RoundUp(features), KeyValue.Samples);
        var paddedTokens = PanelPacking.RoundUp(tokens);
        var tiles = (Query.Samples + TileColumns - 1) / TileColumns;

        var keys = scratch.Reserve(
            ((long)paddedTokens * features) + ((long)paddedFeatures * tokens)
            + ((long)TileColumns * (KeysAtOnce + features + paddedFeatures + 2)));
        var values = keys + ((long)paddedTokens * features);
        var scores = values + ((long)paddedFeatures * tokens);
        var queries = scores + (KeysAtOnce * TileColumns);
        var result = queries + ((long)features * TileColumns);
        var most = result + ((long)paddedFeatures * TileColumns);
        var sum = most + TileColumns;

        PackKeys(item, head * features, features, tokens, keys);
        PackValues(item, (KeyValue.Channels / 2) + (head * features), features, tokens, values);

        for (var tile = run * tiles / PartsPerHead; tile < (run + 1) * tiles / PartsPerHead; tile++)
        {
            var start = tile * TileColumns;
            var width = Math.Min(TileColumns, Columns.RoundUp(Query.Samples - start));
            PackQueries<TSimd, TVector>(item, head * features, features, start, width, queries);
            new Span<float>(result, paddedFeatures * TileColumns).Clear();
            new Span<float>(most, TileColumns).Fill(float.MinValue);
            new Span<float>(sum, TileColumns).Clear();
            for (var token = 0; token < tokens; token += KeysAtOnce)
            {
                var count = Math.Min(KeysAtOnce, tokens - token);
                TileGemm<TSimd, TVector>.Multiply(
                    keys + ((long)token * features), PanelPacking.RoundUp(count), features, 1, null, queries, TileColumns, scores,
                    TileColumns, width);
                for (var column = 0; column < width; column += TSimd.Lanes)
                    Softmax<TSimd, TVector>(scores + column, count, most + column, sum + column, result + column, paddedFeatures);
                TileGemm<TSimd, TVector>.MultiplyAdd(
                    values + ((long)token * paddedFeatures), (nint)count * PanelPacking.Rows, paddedFeatures, count, scores, TileColumns,
                    result, TileColumns, width);
            }

            if (LogSums is not null)
                StoreLogSums((itemAndHead * (long)Columns.RoundUp(Query.Samples)) + start, width, most, sum);
            Store<TSimd, TVector>(item, head * features, features, start, width, result, sum);
        }
    }

    /// <summary>
    /// Turns a block of scores into 2^(score - maximum), down one vector of columns, and scales the earlier sums to the same maximum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Softmax<TSimd, TVector>(float* scores, int count, float* most, float* sum, float* result, int features)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var before = TSimd.Load(most);
        var (even, odd) = (before, TSimd.Load(scores));
        for (var token = 1; token + 1 < count; token += 2)
        {
            even = TSimd.Max(even, TSimd.Load(scores + (token * TileColumns)));
            odd = TSimd.Max(odd, TSimd.Load(scores + ((token + 1) * TileColumns)));
        }

        var now = TSimd.Max(TSimd.Max(even, odd), TSimd.Load(scores + ((count - 1) * TileColumns)));
        var shrink = VectorMath<TSimd, TVector>.ExpBase2OfNonPositive(TSimd.Subtract(before, now));
        var rescaled = TSimd.AreEqual(before, now) ? 0 : features; // An unchanged maximum shrinks by exactly 1.
        for (var feature = 0; feature < rescaled; feature++)
        {
            var at = result + (feature * TileColumns);
            TSimd.Store(at, TSimd.Multiply(TSimd.Load(at), shrink));
        }

        var total = TSimd.Multiply(TSimd.Load(sum), shrink);
        for (var token = 0; token < count; token++)
        {
            var at = scores + (token * TileColumns);
            var share = VectorMath<TSimd, TVector>.ExpBase2OfNonPositive(TSimd.Subtract(TSimd.Load(at), now));
            total = TSimd.Add(total, share);
            TSimd.Store(at, share);
        }

        TSimd.Store(most, now);
        TSimd.Store(sum, total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackQueries<TSimd, TVector>(int item, int channel, int features, int start, int width, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var scale = TSimd.Broadcast(ScaleOf(features));
        for (var column = 0; column < width; column += Columns.Block)
        {
            var from = Query.Sample(item, channel, start + column);
            for (var feature = 0; feature < features; feature++, from += Columns.Block)
            {
                for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                    TSimd.Store(target + (feature * TileColumns) + column + i, TSimd.Multiply(TSimd.Load(from + i), scale));
            }
        }
    }

    /// <summary>
    /// Packs panels of eight tokens: [panels][features][8]. Half a block of the tensor is a row of a panel. Values behind the last token
    /// may be anything.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackKeys(int item, int channel, int features, int tokens, float* target)
    {
        for (var token = 0; token < tokens; token += PanelPacking.Rows)
        {
            var from = KeyValue.Sample(item, channel, token);
            for (var feature = 0; feature < features; feature++, from += Columns.Block, target += PanelPacking.Rows)
                Vector256.Store(Vector256.Load(from), target);
        }
    }

    /// <summary>
    /// Packs panels of eight features for each block of tokens: [blocks][panels][tokens of the block][8]. Zeros fill the last panel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackValues(int item, int channel, int features, int tokens, float* target)
    {
        for (var start = 0; start < tokens; start += KeysAtOnce)
        {
            var count = Math.Min(KeysAtOnce, tokens - start);
            for (var feature = 0; feature < features; feature += PanelPacking.Rows, target += (long)count * PanelPacking.Rows)
            {
                var rows = Math.Min(PanelPacking.Rows, features - feature);
                if (rows < PanelPacking.Rows)
                    new Span<float>(target, count * PanelPacking.Rows).Clear();
                for (var token = 0; token < count; token += Columns.Block)
                {
                    var from = KeyValue.Sample(item, channel + feature, start + token);
                    var columns = Math.Min(Columns.Block, count - token);
                    Transposition.Transpose(from, Columns.Block, rows, columns, target + (token * PanelPacking.Rows), PanelPacking.Rows);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Store<TSimd, TVector>(int item, int channel, int features, int start, int width, float* result, float* sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var i = 0; i < width; i += TSimd.Lanes)
            TSimd.Store(sum + i, TSimd.Divide(TSimd.Broadcast(1f), TSimd.Load(sum + i)));
        for (var column = 0; column < width; column += Columns.Block)
        {
            var to = Output.Sample(item, channel, start + column);
            for (var feature = 0; feature < features; feature++, to += Columns.Block)
            {
                for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                    TSimd.Store(
                        to + i, TSimd.Multiply(TSimd.Load(result + (feature * TileColumns) + column + i), TSimd.Load(sum + column + i)));
            }
        }
    }

    private readonly void StoreLogSums(long first, int width, float* most, float* sum)
    {
        for (var i = 0; i < width; i++)
            LogSums[first + i] = (float)(most[i] + Math.Log2(sum[i]));
    }
}
