using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// The division of the work for the gradient of a kernel. The sum over columns falls into runs: each run is summed into its own copy, and
/// the copies are added in order. The input channels fall into groups (the columns of one multiplication) and slabs (the groups that a
/// thread takes at once). Runs and groups depend on the shapes only, so sums are the same everywhere; only slabs, which no sum crosses,
/// depend on the number of threads.
/// <para>With few channels there are many columns and few sums: more runs, one slab. With many channels: one run, more slabs.</para>
/// </summary>
internal readonly struct WeightGradientPlan
{
    /// <summary>About runs times groups: enough for the threads of a desktop processor. More copies cost more to add.</summary>
    private const int Shares = 16;

    private readonly int _tiles;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="outputs">The number of outputs of the kernel.</param>
    /// <param name="phases">The number of phases of an upsampling, each with its own outputs; otherwise 1.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="taps">The number of taps.</param>
    /// <param name="batch">The number of items.</param>
    /// <param name="samples">The number of samples of an item.</param>
    /// <param name="threads">The number of threads.</param>
    public WeightGradientPlan(int outputs, int phases, int inputs, int taps, int batch, int samples, int threads)
    {
        (Outputs, Phases, Inputs, Taps) = (outputs, phases, inputs, taps);
        PhaseRows = PanelPacking.RoundUp(outputs);
        Combines = phases == 1 && Winograd.Pays(outputs, inputs, taps);
        Group = taps == 1 || Combines ? 3 * Columns.Block : Columns.Block;
        Groups = (inputs + Group - 1) / Group;
        TilesPerItem = (samples + TileColumns - 1) / TileColumns;
        _tiles = batch * TilesPerItem;
        Runs = Math.Clamp(Shares / Groups, 1, _tiles);
        Slabs = Math.Clamp(((2 * threads) + Runs - 1) / Runs, 1, Groups);
    }

    /// <summary>The number of columns of a tile, over which a sum stays in registers.</summary>
    public static int TileColumns => TilePlan.TileBlocks * Columns.Block;

    public int Outputs { get; }

    public int Phases { get; }

    public int Inputs { get; }

    public int Taps { get; }

    /// <summary>Gets whether pairs of columns are combined (<see cref="CombinedGradient{TSimd, TVector}"/>).</summary>
    public bool Combines { get; }

    /// <summary>
    /// Gets the number of sums for each input channel of an output: the taps, or the combinations of which taps are made.
    /// </summary>
    public int Sums => Combines ? Winograd.Products : Taps;

    /// <summary>The number of outputs of a phase, rounded up to panels.</summary>
    public int PhaseRows { get; }

    /// <summary>The number of rows of all phases, which follow each other.</summary>
    public int Rows => Phases * PhaseRows;

    /// <summary>The number of input channels of a group; with the taps of one multiplication they fill three vectors of 512 bits.</summary>
    public int Group { get; }

    public int Groups { get; }

    public int TilesPerItem { get; }

    public int Runs { get; }

    public int Slabs { get; }

    /// <summary>The number of floats of one copy of the sums: [groups][rows][sums][channels of the group].</summary>
    public long Length => (long)Rows * Columns.RoundUp(Inputs) * Sums;

    /// <summary>
    /// The first tile of a run, with the tiles of all items numbered in one row; for the run after the last, the number of tiles.
    /// </summary>
    public int FirstTile(int run) => (int)((long)run * _tiles / Runs);

    /// <summary>The first group of a slab; for the slab after the last, the number of groups.</summary>
    public int FirstGroup(int slab) => slab * Groups / Slabs;

    /// <summary>The number of channels of a group, rounded up to blocks.</summary>
    public int Width(int group) => Math.Min(Group, Columns.RoundUp(Inputs) - (group * Group));

    /// <summary>The offset of a group in a copy of the sums; for the group after the last, the end.</summary>
    public long Offset(int group) => Math.Min((long)group * Group * Sums * Rows, Length);

    /// <summary>
    /// The tap at the lower rate, of three, on which a tap of an upsampling kernel falls in a phase: sample t + floor((phase + tap - 1) /
    /// phases).
    /// </summary>
    public int TapOf(int tap, int phase) => (phase + tap - 1) switch
    {
        < 0 => 0,
        var at => at < Phases ? 1 : 2,
    };

    /// <summary>The first tap and the number of taps of a phase.</summary>
    public (int First, int Count) TapsOf(int phase)
    {
        if (Phases == 1)
            return (0, Taps);
        return phase == 0 ? (0, 2) : (1, phase == Phases - 1 ? 2 : 1);
    }
}
