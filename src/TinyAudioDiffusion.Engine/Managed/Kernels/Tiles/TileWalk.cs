namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Walks over the tiles of one part of a <see cref="TilePlan"/>, for use in a foreach statement. Each step is the tile itself.
/// </summary>
/// <param name="item">The item of the batch that the part belongs to.</param>
/// <param name="first">The first block of the part.</param>
/// <param name="end">The block after the last one of the part.</param>
/// <param name="tileBlocks">The most blocks of a tile.</param>
internal struct TileWalk(int item, int first, int end, int tileBlocks)
{
    private int _next = first;

    /// <summary>Gets the item of the batch.</summary>
    public readonly int Item => item;

    /// <summary>Gets the first block of the tile.</summary>
    public int Block { get; private set; }

    /// <summary>Gets the number of blocks of the tile.</summary>
    public int Blocks { get; private set; }

    /// <summary>Gets the first block of the next tile.</summary>
    public readonly int NextBlock => _next;

    /// <summary>Gets the number of blocks of the next tile; 0 for the last tile of the part.</summary>
    public readonly int NextBlocks => Math.Min(tileBlocks, end - _next);

    public readonly TileWalk Current => this;

    public readonly TileWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        Block = _next;
        Blocks = NextBlocks;
        _next += Blocks;
        return Blocks > 0;
    }
}
