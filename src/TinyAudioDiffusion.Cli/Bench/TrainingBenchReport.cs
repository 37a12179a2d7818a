namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>The measurements of training steps.</summary>
internal sealed record TrainingBenchReport
{
    /// <summary>Gets the number of clips of a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Gets the number of steps that were timed, after those that warm up.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets whether the backward pass recomputed activations (gradient checkpointing).</summary>
    public required bool Checkpointing { get; init; }

    /// <summary>Gets the median time of a step, from the sounds to the new weights of the network, in seconds.</summary>
    public required double SecondsPerStep { get; init; }

    /// <summary>Gets the time of the fastest step, in seconds.</summary>
    public required double SecondsMinimum { get; init; }

    /// <summary>
    /// Gets the multiplications and additions of a step, in thousand millions: three times those of the forward pass, for the pass, the
    /// gradients by the inputs and those by the weights (attention has two products in the forward pass and four in the backward pass).
    /// Recomputed activations are not counted.
    /// </summary>
    public required double Gflop { get; init; }

    /// <summary>Gets the rate of the median step.</summary>
    public required double Gflops { get; init; }

    /// <summary>Gets the rate of the median step as a fraction of the peak.</summary>
    public required double FractionOfPeak { get; init; }

    /// <summary>Gets the largest resident memory of the process up to the end of the steps.</summary>
    public required long PeakMemoryBytes { get; init; }
}
