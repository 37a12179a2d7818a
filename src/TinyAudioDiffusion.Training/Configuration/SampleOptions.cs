namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>The sounds that a training makes on its way, always from the same noise and with the averaged weights.</summary>
public sealed record SampleOptions
{
    /// <summary>Gets the number of steps between two groups of sounds; 0 for no sounds.</summary>
    /// <value>1000.</value>
    public int Interval { get; init; } = 1000;

    /// <summary>Gets the number of sounds of a model without classes, at least 1. A model with classes makes one of each class.</summary>
    /// <value>4.</value>
    public int Count { get; init; } = 4;

    /// <summary>Gets the number of sampling steps, 1 to 1000.</summary>
    /// <value>20.</value>
    public int Steps { get; init; } = 20;
}
