namespace TinyAudioDiffusion;

/// <summary>The options of an interpolation.</summary>
public sealed record InterpolationOptions
{
    /// <summary>Gets the number of sounds, at least 2: the first is one end, the last the other.</summary>
    /// <value>5.</value>
    public int Count { get; init; } = 5;

    /// <summary>Gets how often each step of an inversion is refined, from 0 to 100; for ends that are given as sounds.</summary>
    /// <value>2.</value>
    public int Refinements { get; init; } = 2;
}
