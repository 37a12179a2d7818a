namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary>The command line of <c>tad dataset synthesize</c>.</summary>
/// <param name="Folder">The folder to write to.</param>
/// <param name="Kind">The kind to make; null for all four.</param>
/// <param name="Count">How many sounds of each kind.</param>
/// <param name="Seed">The seed of all sounds.</param>
/// <param name="Variety">How far from the middle of its range each parameter may lie, 0 to 1.</param>
internal sealed record DatasetSynthesizeSettings(string Folder, DrumKind? Kind, int Count, ulong Seed, double Variety);
