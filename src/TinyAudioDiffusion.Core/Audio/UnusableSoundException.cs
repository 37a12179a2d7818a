namespace TinyAudioDiffusion;

/// <summary>
/// A sound that a verb cannot use: it is empty, silent where silence makes no sense, or holds samples that are not finite numbers.
/// </summary>
public sealed class UnusableSoundException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="what">Which sound, as the beginning of a sentence: "The source".</param>
    /// <param name="reason">What is wrong, and what to do, as the rest of the sentence.</param>
    public UnusableSoundException(string what, string reason)
        : base($"{what} {reason}")
    {
    }
}
