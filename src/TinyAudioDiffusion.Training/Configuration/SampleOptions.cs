namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>The sounds that a training makes on its way, always from the same noise and with the averaged weights.</summary>
public sealed record SampleOptions
{
    /// <summary>Gets after how many steps each; 0 for never.</summary>
    /// <value>1000.</value>
    public int Interval { get; init; } = 1000;

    /// <summary>Gets how many sounds of a model without classes are made; one of each class otherwise. At least 1.</summary>
    /// <value>4.</value>
    public int Count { get; init; } = 4;

    /// <summary>Gets the number of sampling steps, 1 to 1000.</summary>
    /// <value>20.</value>
    public int Steps { get; init; } = 20;
}
