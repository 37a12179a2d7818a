using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Attention;

/// <summary>
/// The backward of attention, softmax(q k^T / sqrt(d)) v, for one head. With S = q k^T / sqrt(d), P = softmax(S), o = P v and the gradient
/// do: D = rowsum(do * o), dP = do v^T, dS = P * (dP - D), dv = P^T do, dk = dS^T q / sqrt(d), dq = dS k / sqrt(d).
/// <para>As in "FlashAttention" (Dao et al., 2022, algorithm 4), the matrix of tokens by tokens is never stored as a whole. The job
/// computes P again from the scores and from the logarithm of each query's sum that <see cref="AttentionJob"/> stored: a block of queries
/// by a tile of keys at a time, in the cache.</para>
/// <para>All five products are multiplications of <see cref="TileGemm{TSimd, TVector}"/>, with queries as rows and keys as columns of S, P,
/// dP and dS. P and dS can be used directly as B of dv^T [d, keys] += do^T P and dk^T [d, keys] += q^T dS, which sum over queries. Only dq
/// [queries, d] += dS k sums over keys; for it, dS is transposed into panels of eight queries. Eight queries go through scores, dP and
/// softmax before the next eight do, so their results stay in the first-level cache. Packing do for dP multiplies it with 1 / sqrt(d), at
/// no extra cost.</para>
/// <para>A sum over keys is one chain of multiply-adds. A sum over queries is one chain for each <see cref="ChunkQueries"/> queries; the
/// chunks are added in order, whether one thread takes all of a head or several share it.</para>
/// <para>Scalar twin: AttendBackward.</para>
/// </summary>
internal unsafe partial struct AttentionGradientJob : IVectorJob
{
    /// <summary>
    /// The number of queries of a block: their five packings of 32 KB stay in the second-level cache while keys and values pass by.
    /// </summary>
    private const int QueriesAtOnce = 128;

    /// <summary>The number of queries that one chain of sums takes in the gradients of keys and values.</summary>
    private const int ChunkQueries = 2 * QueriesAtOnce;

    public TensorView Query;

    /// <summary>The keys (first half of the channels), then the values (second half).</summary>
    public TensorView KeyValue;
    public TensorView Output;
    public TensorView OutputGradient;

    /// <summary>The logarithm to the base 2 of each query's sum of powers of two, [batch, heads, queries rounded up to blocks].</summary>
    public float* LogSums;

    public TensorView QueryGradient;

    /// <summary>
    /// The gradients, in the layout of <see cref="KeyValue"/>. Where a head has several parts, each part has an item of its own here, and
    /// the caller adds them up.
    /// </summary>
    public TensorView KeyValueGradient;
    public int Heads;

    /// <summary>The number of parts of a head: one, or the number of chunks.</summary>
    public int PartsPerHead;

    /// <summary>Gives the number of chunks of queries.</summary>
    public static int Chunks(int queries) => (queries + ChunkQueries - 1) / ChunkQueries;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (itemAndHead, run) = (part / PartsPerHead, part % PartsPerHead);
        var (item, head) = (itemAndHead / Heads, itemAndHead % Heads);
        var work = new Workspace(scratch, Query.Channels / Heads, KeyValue.Samples);
        PackKeys<TSimd, TVector>(item, head * work.Features, work);

        var chunks = Chunks(Query.Samples);
        for (var chunk = run * chunks / PartsPerHead; chunk < (run + 1) * chunks / PartsPerHead; chunk++)
        {
            work.ClearKeyGradients();
            var end = Math.Min((chunk + 1) * ChunkQueries, Query.Samples);
            for (var query = chunk * ChunkQueries; query < end; query += QueriesAtOnce)
                TakeQueries<TSimd, TVector>(item, head, query, Math.Min(QueriesAtOnce, end - query), work);
            StoreKeyGradients<TSimd, TVector>((item * PartsPerHead) + run, head * work.Features, work, add: PartsPerHead == 1 && chunk > 0);
        }
    }

    /// <summary>Processes a block of queries with all keys.</summary>
    private readonly void TakeQueries<TSimd, TVector>(int item, int head, int start, int count, in Workspace work)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (features, panels) = (work.Features, PanelPacking.RoundUp(count));
        PackQueries<TSimd, TVector>(item, head, start, count, work);
        new Span<float>(work.QueryGradients, QueriesAtOnce * work.PaddedFeatures).Clear();
        for (int key = 0, width; key < work.PaddedTokens; key += width)
        {
            width = Workspace.TileWidth(work.PaddedTokens - key);
            for (var query = 0; query < panels; query += PanelPacking.Rows)
            {
                var shares = work.Shares + (query * width);
                TileGemm<TSimd, TVector>.Multiply(
                    work.Queries + (query * features), PanelPacking.Rows, features, 1, null, work.Keys + (key * features), width, shares,
                    width, width);
                TileGemm<TSimd, TVector>.Multiply(
                    work.Gradients + (query * features), PanelPacking.Rows, features, 1, null, work.Values + (key * features), width,
                    work.ShareGradients, width, width);
                Softmax<TSimd, TVector>(
                    shares, work.ShareGradients, work.ScoreGradients + (query * width), width, work.LogSums + query, work.Inner + query);
                for (var column = 0; column < width; column += Columns.Block)
                {
                    var from = work.ScoreGradients + (query * width) + column;
                    Transposition.Transpose(
                        from,
                        width,
                        PanelPacking.Rows,
                        Columns.Block,
                        work.ScorePanels + (query * width) + (column * PanelPacking.Rows),
                        PanelPacking.Rows);
                }
            }

            var (rows, panel) = (PanelPacking.RoundUp(features), (nint)QueriesAtOnce * PanelPacking.Rows);
            TileGemm<TSimd, TVector>.MultiplyAdd(
                work.GradientsTurned, panel, rows, count, work.Shares, width, work.ValueGradients + (key * rows), width, width);
            TileGemm<TSimd, TVector>.MultiplyAdd(
                work.QueriesTurned, panel, rows, count, work.ScoreGradients, width, work.KeyGradients + (key * rows), width, width);
            TileGemm<TSimd, TVector>.MultiplyAdd(
                work.ScorePanels,
                (nint)width * PanelPacking.Rows,
                panels,
                Math.Min(width, work.Tokens - key),
                work.KeyRows + (key * work.PaddedFeatures),
                work.PaddedFeatures,
                work.QueryGradients,
                work.PaddedFeatures,
                work.PaddedFeatures);
        }

        StoreQueryGradients(item, head * features, start, count, work);
    }

    /// <summary>Turns scores into P = 2^(score - logarithm of the sum) and dP into dS = P * (dP - D), eight queries in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Softmax<TSimd, TVector>(
        float* shares, float* shareGradients, float* scoreGradients, int width, float* logSums, float* inner)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var query = 0; query < PanelPacking.Rows; query++)
        {
            var (logSum, mean) = (TSimd.Broadcast(logSums[query]), TSimd.Broadcast(inner[query]));
            for (var column = 0; column < width; column += TSimd.Lanes)
            {
                var share = VectorMath<TSimd, TVector>.ExpBase2OfNonPositive(TSimd.Subtract(TSimd.Load(shares), logSum));
                TSimd.Store(shares, share);
                TSimd.Store(scoreGradients, TSimd.Multiply(share, TSimd.Subtract(TSimd.Load(shareGradients), mean)));
                shares += TSimd.Lanes;
                shareGradients += TSimd.Lanes;
                scoreGradients += TSimd.Lanes;
            }
        }
    }
}
