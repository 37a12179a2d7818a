using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// How the samples of an item fall into tiles (what fits the cache at once) and chunks of tiles (what one thread does at once). Follows from the number of
/// samples and channels alone, never from the number of threads, so that sums over a chunk are the same everywhere.
/// </summary>
internal readonly struct TilePlan
{
    private const int MostChunks = 32;
    private readonly int _blocks;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="tileColumns">The most columns of a tile; a multiple of a column block.</param>
    public TilePlan(int samples, int tileColumns)
    {
        Samples = samples;
        _blocks = Columns.RoundUp(samples) / Columns.Block;
        var most = tileColumns / Columns.Block;
        Tiles = (_blocks + most - 1) / most;
        if (Tiles > 1 && Tiles % 2 == 1)
            Tiles = Math.Min(Tiles + 1, _blocks);
        Chunks = Math.Min(Tiles, MostChunks);
    }

    public int Samples { get; }

    public int Tiles { get; }

    public int Chunks { get; }

    /// <summary>The first tile of a chunk; of the chunk behind the last, the number of tiles.</summary>
    public int FirstTile(int chunk) => (int)((long)chunk * Tiles / Chunks);

    /// <summary>The first column of a tile.</summary>
    public int Start(int tile) => (int)((long)tile * _blocks / Tiles) * Columns.Block;

    /// <summary>The number of columns of a tile, a multiple of a column block; those beyond the last sample are padding.</summary>
    public int Width(int tile) => Start(tile + 1) - Start(tile);

    /// <summary>The number of samples of a chunk.</summary>
    public int ChunkSamples(int chunk) => Math.Min(Start(FirstTile(chunk + 1)), Samples) - Start(FirstTile(chunk));
}
