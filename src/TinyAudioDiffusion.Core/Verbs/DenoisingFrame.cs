namespace TinyAudioDiffusion;

/// <summary>The estimate of a sound after a step of its generation.</summary>
/// <param name="Step">The number of steps done, from 1.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Clip">
/// The current estimate of the clean sound, cut to its length; in the last frame the finished sound with its recipe.
/// </param>
/// <param name="IsFinal">Whether this is the finished sound.</param>
public sealed record DenoisingFrame(int Step, int Steps, AudioClip Clip, bool IsFinal);
