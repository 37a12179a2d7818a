using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// How the samples of an item fall into tiles (the columns that are in cache at once), chunks (the columns over which moments are summed)
/// and parts (what a thread takes at once). Tiles and chunks follow from the number of samples alone, so that sums are the same everywhere;
/// only parts look at the number of threads.
/// </summary>
internal readonly struct TilePlan
{
    /// <summary>The most blocks of a tile: 128 columns.</summary>
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

        // Whole tiles for each thread where there are enough of them; a few parts more where there are many, for balance.
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

    /// <summary>The first chunk of a part; of the part behind the last, the number of chunks.</summary>
    public int FirstChunk(int part) => part * Chunks / Parts;

    /// <summary>The first block of a chunk; of the chunk behind the last, the number of blocks.</summary>
    public int FirstBlock(int chunk) => Math.Min(chunk * _chunkBlocks, _blocks);

    /// <summary>The chunk that a block belongs to.</summary>
    public int ChunkOf(int block) => block / _chunkBlocks;

    /// <summary>The number of samples of a chunk.</summary>
    public int ChunkSamples(int chunk) => Math.Min(FirstBlock(chunk + 1) * Columns.Block, Samples) - (FirstBlock(chunk) * Columns.Block);
}
