namespace TinyAudioDiffusion;

/// <summary>Tells how good a sound is, so that the best of several can be kept.</summary>
/// <remarks>Implementations hold no state and are safe to use from several threads at once.</remarks>
public interface ISoundScore : INamed
{
    /// <summary>Scores a sound.</summary>
    /// <param name="clip">The sound.</param>
    /// <returns>The score; higher is better. Not a number ranks last.</returns>
    double Score(AudioClip clip);
}
