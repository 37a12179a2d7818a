using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// The division of the samples of an item into tiles (the columns that are in the cache at one time), chunks (the columns over which
/// moments are summed) and parts (what a thread takes at a time). Tiles and chunks depend on the number of samples only, so sums are the
/// same everywhere; only parts depend on the number of threads.
/// </summary>
internal readonly struct TilePlan
{
    /// <summary>The largest number of blocks of a tile: 128 columns.</summary>
    public const int TileBlocks = 8;

    private const int MostChunks = 16;
    private readonly int _blocks;
    private readonly int _chunkBlocks;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="threads">The number of threads that will share the parts of all items.</param>
    public TilePlan(int samples, int threads)
    {
        Samples = samples;
        _blocks = Columns.RoundUp(samples) / Columns.Block;
        var share = (_blocks + MostChunks - 1) / MostChunks;
        _chunkBlocks = share <= TileBlocks / 2 ? TileBlocks / 2 : (share + TileBlocks - 1) / TileBlocks * TileBlocks;
        Chunks = (_blocks + _chunkBlocks - 1) / _chunkBlocks;

        // Each thread gets whole tiles where there are enough of them; where there are many, a few more parts balance the load.
        var tiles = (_blocks + TileBlocks - 1) / TileBlocks;
        Parts = Math.Min(Chunks, tiles >= 8 * threads ? 4 * threads : threads);
    }

    public int Samples { get; }

    public int Chunks { get; }

    /// <summary>The number of parts of an item.</summary>
    public int Parts { get; }

    /// <summary>Walks over the tiles of a part of the whole batch: parts are numbered item by item.</summary>
    public TileWalk TilesOf(int part, int tileBlocks = TileBlocks)
    {
        var (item, run) = (part / Parts, part % Parts);
        return new(item, FirstBlock(FirstChunk(run)), FirstBlock(FirstChunk(run + 1)), tileBlocks);
    }

    /// <summary>The first chunk of a part; for the part after the last, the number of chunks.</summary>
    public int FirstChunk(int part) => part * Chunks / Parts;

    /// <summary>The first block of a chunk; for the chunk after the last, the number of blocks.</summary>
    public int FirstBlock(int chunk) => Math.Min(chunk * _chunkBlocks, _blocks);

    /// <summary>The chunk of a block.</summary>
    public int ChunkOf(int block) => block / _chunkBlocks;

    /// <summary>The number of samples of a chunk.</summary>
    public int ChunkSamples(int chunk) => Math.Min(FirstBlock(chunk + 1) * Columns.Block, Samples) - (FirstBlock(chunk) * Columns.Block);
}
