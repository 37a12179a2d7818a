namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>
/// The names of the original code. Each level of the U-Net is a list in which the next level stands between the blocks of the way down and
/// those of the way up: "net.3.main.7.main.8.main.0.weight" is the first convolution of the first block up of the third level.
/// </summary>
internal static class OriginalNames
{
    /// <summary>The network that the optimiser moves.</summary>
    public const string Online = "diffusion.";

    /// <summary>Its moving average.</summary>
    public const string Ema = "diffusion_ema.";

    /// <summary>The frequencies by which a network sees the noise level.</summary>
    public const string Frequencies = "timestep_embed.weight";

    /// <summary>Gets both networks.</summary>
    public static string[] Sets => [Online, Ema];

    /// <summary>Gives the name of a tensor that every network has.</summary>
    public static string FirstOf(string set) => set + Frequencies;

    /// <summary>Gives what the names of a level begin with.</summary>
    /// <param name="level">The level, 0 at the full rate.</param>
    public static string Level(int level)
        => level == 0 ? "net." : "net.3.main." + string.Concat(Enumerable.Repeat("7.main.", level - 1));

    /// <summary>Gives what the names of a block begin with.</summary>
    /// <param name="level">The level.</param>
    /// <param name="block">The block, 0 to 2 on the way down, 3 to 5 on the way up.</param>
    public static string Block(int level, int block)
        => Level(level) + (level == 0 ? block < 3 ? block : block + 1 : Inner(block)) + ".";

    /// <summary>Gives what the names of the attention behind a block begin with.</summary>
    public static string Attention(int level, int block) => $"{Level(level)}{Inner(block) + 1}.";

    /// <summary>Gives the name of the filter that halves the rate before a level.</summary>
    public static string FilterDown(int level) => Level(level) + "0.kernel";

    /// <summary>Gives the name of the filter that doubles the rate behind a level.</summary>
    public static string FilterUp(int level) => Level(level) + "14.kernel";

    // 0 halves, 1 to 6 are blocks and attentions, 7 is the next level, 8 to 13 blocks and attentions, 14 doubles.
    private static int Inner(int block) => block < 3 ? 1 + (2 * block) : 2 + (2 * block);
}
