using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Attention;

// The scratch memory between the steps.
internal unsafe partial struct AttentionGradientJob
{
    /// <summary>
    /// The operands of one head. For all keys: tiles [features][keys of the tile], rows [key][features], and the tiles of the gradients; a
    /// tile has 48 keys, and the last one up to 64, so that no lone vector is left. For a block of queries: panels of eight queries, panels
    /// of eight features, and the rows of the gradient.
    /// </summary>
    private readonly struct Workspace
    {
        private const int MostTileKeys = 4 * Columns.Block;

        public Workspace(Scratch scratch, int features, int tokens)
        {
            (Features, PaddedFeatures, Tokens, PaddedTokens) = (features, Columns.RoundUp(features), tokens, Columns.RoundUp(tokens));
            var (ofKeys, ofQueries) = ((long)PaddedFeatures * PaddedTokens, (long)PaddedFeatures * QueriesAtOnce);
            var ofTile = (long)QueriesAtOnce * MostTileKeys;
            Keys = scratch.Reserve(
                (5 * ofKeys) + (5 * ofQueries) + (3 * ofTile) + (PanelPacking.Rows * MostTileKeys) + (2 * QueriesAtOnce));
            Values = Keys + ofKeys;
            KeyRows = Values + ofKeys;
            KeyGradients = KeyRows + ofKeys;
            ValueGradients = KeyGradients + ofKeys;
            Queries = ValueGradients + ofKeys;
            Gradients = Queries + ofQueries;
            QueriesTurned = Gradients + ofQueries;
            GradientsTurned = QueriesTurned + ofQueries;
            QueryGradients = GradientsTurned + ofQueries;
            Shares = QueryGradients + ofQueries;
            ScoreGradients = Shares + ofTile;
            ScorePanels = ScoreGradients + ofTile;
            ShareGradients = ScorePanels + ofTile;
            LogSums = ShareGradients + (PanelPacking.Rows * MostTileKeys);
            Inner = LogSums + QueriesAtOnce;
        }

        public int Features { get; }

        /// <summary>Gets the features rounded up to whole vectors.</summary>
        public int PaddedFeatures { get; }

        public int Tokens { get; }

        public int PaddedTokens { get; }

        public float* Keys { get; }

        public float* Values { get; }

        public float* KeyRows { get; }

        public float* KeyGradients { get; }

        public float* ValueGradients { get; }

        /// <summary>Gets panels of eight queries, [panels][features][8], scaled as in the forward pass: for S.</summary>
        public float* Queries { get; }

        /// <summary>Gets the gradient of the output in the same layout, divided by sqrt(d): for dP.</summary>
        public float* Gradients { get; }

        /// <summary>Gets panels of eight features, [panels][queries][8]: for dk.</summary>
        public float* QueriesTurned { get; }

        /// <summary>Gets the gradient of the output in the same layout: for dv.</summary>
        public float* GradientsTurned { get; }

        public float* QueryGradients { get; }

        /// <summary>Gets the scores, later P: [queries][keys of the tile].</summary>
        public float* Shares { get; }

        /// <summary>Gets dS: [queries][keys of the tile].</summary>
        public float* ScoreGradients { get; }

        /// <summary>Gets dS in panels of eight queries: [panels][keys of the tile][8].</summary>
        public float* ScorePanels { get; }

        /// <summary>Gets dP of eight queries.</summary>
        public float* ShareGradients { get; }

        public float* LogSums { get; }

        /// <summary>Gets D / sqrt(d) of each query.</summary>
        public float* Inner { get; }

        public static int TileWidth(int left) => left <= MostTileKeys ? left : 3 * Columns.Block;

        public void ClearKeyGradients() => new Span<float>(KeyGradients, 2 * PaddedFeatures * PaddedTokens).Clear();
    }
}
