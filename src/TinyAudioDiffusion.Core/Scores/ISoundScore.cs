namespace TinyAudioDiffusion;

/// <summary>Rates sounds, so that a caller can keep the best of several.</summary>
/// <remarks>Implementations hold no state and are safe to use from several threads at once.</remarks>
public interface ISoundScore : INamed
{
    /// <summary>Scores a sound.</summary>
    /// <param name="clip">The sound.</param>
    /// <returns>The score; higher is better, and NaN ranks last.</returns>
    double Score(AudioClip clip);
}
