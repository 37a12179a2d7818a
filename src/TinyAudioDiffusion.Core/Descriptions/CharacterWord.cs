namespace TinyAudioDiffusion;

/// <summary>What a word says about the character of a sound.</summary>
/// <param name="Moves">The sliders that it moves, by their place, and how far: 1 towards "most", -1 towards "least".</param>
/// <param name="IsNoun">Whether it names a quality, which "low", "more" and "without" can stand before, as "punch".</param>
/// <param name="IsCompared">Whether it is a comparative ("brighter"), which moves a slider less.</param>
/// <param name="IsMost">Whether it is a superlative ("brightest"), which moves a slider as far as it goes.</param>
internal sealed record CharacterWord(
    IReadOnlyList<(int Control, double Amount)> Moves, bool IsNoun, bool IsCompared = false, bool IsMost = false);
