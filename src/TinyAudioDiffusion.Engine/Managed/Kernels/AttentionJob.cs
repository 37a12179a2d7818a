using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// softmax(q k^T / sqrt(d)) v for one head and a run of query columns. Everything stays channel-major, so both products are the one multiplication of
/// <see cref="TileGemm{TSimd, TVector}"/> with queries as columns: scores^T [keys, queries] = K^T Q, output [d, queries] = V scores^T. The softmax then runs down the
/// rows of the score tile, lane by lane, without a horizontal sum. A score tile of all keys and 48 queries stays in the second-level cache; keys and values are packed into
/// panels once for each part. Scalar twin: Attend in <see cref="Scalar.ScalarEngine"/>.
/// </summary>
internal unsafe struct AttentionJob : IVectorJob
{
    /// <summary>The queries of a tile.</summary>
    public const int TileColumns = 3 * Columns.Block;

    /// <summary>The queries that a part takes; packing is small beside the products of that many.</summary>
    public const int QueriesPerPart = 8 * TileColumns;

    public TensorView Query;

    /// <summary>Keys in the upper half of the channels, values in the lower.</summary>
    public TensorView KeyValue;
    public TensorView Output;
    public int Heads;

    public readonly int PartsPerHead => (Query.Samples + QueriesPerPart - 1) / QueriesPerPart;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (itemAndHead, run) = (part / PartsPerHead, part % PartsPerHead);
        var (item, head) = (itemAndHead / Heads, itemAndHead % Heads);
        var features = Query.Channels / Heads;
        var (paddedFeatures, tokens) = (PanelPacking.RoundUp(features), KeyValue.Samples);
        var paddedTokens = PanelPacking.RoundUp(tokens);

        var keys = scratch.Reserve(
            ((long)paddedTokens * features) + ((long)paddedFeatures * tokens) + ((long)TileColumns * (paddedTokens + features + paddedFeatures)));
        var values = keys + ((long)paddedTokens * features);
        var scores = values + ((long)paddedFeatures * tokens);
        var queries = scores + ((long)paddedTokens * TileColumns);
        var result = queries + ((long)features * TileColumns);

        PackKeys(item, head * features, features, tokens, keys);
        PackValues(item, (KeyValue.Channels / 2) + (head * features), features, tokens, values);

        var end = Math.Min(Query.Samples, (run + 1) * QueriesPerPart);
        for (var start = run * QueriesPerPart; start < end; start += TileColumns)
        {
            var width = Math.Min(TileColumns, Columns.RoundUp(end - start));
            PackQueries<TSimd, TVector>(item, head * features, features, start, width, queries);
            TileGemm<TSimd, TVector>.Multiply(keys, paddedTokens, features, 1, null, queries, TileColumns, scores, TileColumns, width);
            for (var column = 0; column < width; column += TSimd.Lanes)
                Softmax<TSimd, TVector>(scores + column, tokens);
            TileGemm<TSimd, TVector>.Multiply(values, paddedFeatures, tokens, 1, null, scores, TileColumns, result, TileColumns, width);
            Store<TSimd, TVector>(item, head * features, features, start, width, result);
        }
    }

    /// <summary>exp(s - max) / sum, in place, down one vector of columns.</summary>
    private static void Softmax<TSimd, TVector>(float* scores, int tokens)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var most = TSimd.Load(scores);
        for (var token = 1; token < tokens; token++)
            most = TSimd.Max(most, TSimd.Load(scores + (token * TileColumns)));

        var sum = TSimd.Zero;
        for (var token = 0; token < tokens; token++)
        {
            var at = scores + (token * TileColumns);
            var share = VectorMath<TSimd, TVector>.Exp(TSimd.Subtract(TSimd.Load(at), most));
            sum = TSimd.Add(sum, share);
            TSimd.Store(at, share);
        }

        var inverse = TSimd.Divide(TSimd.Broadcast(1f), sum);
        for (var token = 0; token < tokens; token++)
        {
            var at = scores + (token * TileColumns);
            TSimd.Store(at, TSimd.Multiply(TSimd.Load(at), inverse));
        }
    }

    private readonly void PackQueries<TSimd, TVector>(int item, int channel, int features, int start, int width, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var scale = TSimd.Broadcast(1f / MathF.Sqrt(features));
        for (var feature = 0; feature < features; feature++, target += TileColumns)
        {
            var row = Query.Row(item, channel + feature) + start;
            for (var i = 0; i < width; i += TSimd.Lanes)
                TSimd.Store(target + i, TSimd.Multiply(TSimd.Load(row + i), scale));
        }
    }

    /// <summary>Panels of eight tokens: [panels][features][8].</summary>
    private readonly void PackKeys(int item, int channel, int features, int tokens, float* target)
    {
        for (var token = 0; token < tokens; token += PanelPacking.Rows)
        {
            var count = Math.Min(PanelPacking.Rows, tokens - token);
            for (var feature = 0; feature < features; feature++, target += PanelPacking.Rows)
            {
                var row = KeyValue.Row(item, channel + feature) + token;
                for (var i = 0; i < PanelPacking.Rows; i++)
                    target[i] = i < count ? row[i] : 0f;
            }
        }
    }

    /// <summary>Panels of eight features: [panels][tokens][8].</summary>
    private readonly void PackValues(int item, int channel, int features, int tokens, float* target)
    {
        for (var feature = 0; feature < features; feature += PanelPacking.Rows)
        {
            for (var i = 0; i < PanelPacking.Rows; i++)
            {
                var row = KeyValue.Row(item, channel + Math.Min(feature + i, features - 1));
                var present = feature + i < features ? 1f : 0f;
                for (var token = 0; token < tokens; token++)
                    target[(token * PanelPacking.Rows) + i] = row[token] * present;
            }

            target += (long)tokens * PanelPacking.Rows;
        }
    }

    private readonly void Store<TSimd, TVector>(int item, int channel, int features, int start, int width, float* result)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var feature = 0; feature < features; feature++, result += TileColumns)
        {
            var row = Output.Row(item, channel + feature) + start;
            for (var i = 0; i < width; i += TSimd.Lanes)
                TSimd.Store(row + i, TSimd.Load(result + i));
        }
    }
}
