namespace TinyAudioDiffusion;

/// <summary>A sound with its score.</summary>
/// <param name="Clip">The sound.</param>
/// <param name="Score">The score; higher is better.</param>
public sealed record ScoredClip(AudioClip Clip, double Score);
