namespace TinyAudioDiffusion;

/// <summary>A drum that a description names.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Class">
/// Its class, as models with finer classes than kinds call it ("clap", "open-hat"); the kind's name where nothing finer is said.
/// </param>
/// <param name="Share">How much of it is wanted beside other drums: 1 for all of it, 0.3 for "a bit of it".</param>
/// <param name="Words">The words that say so.</param>
public sealed record DescribedDrum(DrumKind Kind, string Class, double Share, string Words);
