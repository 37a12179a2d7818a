namespace TinyAudioDiffusion.Sampling;

/// <summary>Report of a sampler after each step.</summary>
public readonly ref struct SamplingStep
{
    /// <summary>Gets the number of steps done, from 1 to <see cref="Steps"/>.</summary>
    public required int Step { get; init; }

    /// <summary>Gets the number of steps of the run.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets the noise level at which the estimate was made.</summary>
    public required float NoiseLevel { get; init; }

    /// <summary>Gets the current estimate of the clean sound, [items, channels, samples]; valid during the call only.</summary>
    public required ReadOnlySpan<float> Denoised { get; init; }
}
