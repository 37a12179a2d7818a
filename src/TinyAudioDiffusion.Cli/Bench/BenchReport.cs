namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>The measurements of <c>tad bench</c>, and the document of its --json.</summary>
internal sealed record BenchReport
{
    /// <summary>Gets the model: a name, or "published configuration" for the one with seeded weights.</summary>
    public required string Model { get; init; }

    /// <summary>Gets the number of clips of a pass.</summary>
    public required int Batch { get; init; }

    /// <summary>Gets the length of a clip in samples of each channel.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets the number of passes that were timed, after those that warm up.</summary>
    public required int Passes { get; init; }

    /// <summary>Gets the engine that computes.</summary>
    public required string Engine { get; init; }

    /// <summary>Gets the number of threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>Gets the vector instructions that the kernels run on: "AVX-512", "AVX2", "AdvSimd", "SSE4.1", "none".</summary>
    public required string InstructionSet { get; init; }

    /// <summary>Gets the processor's name; null where the system does not say.</summary>
    public string? Processor { get; init; }

    /// <summary>Gets the runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Gets the operating system.</summary>
    public required string Os { get; init; }

    /// <summary>
    /// Gets the time of the pass that is the median of all timed ones, from host memory to host memory, in seconds. Earlier passes had the
    /// same noise level, because a schedule visits the same levels for every sound.
    /// </summary>
    public required double SecondsPerForward { get; init; }

    /// <summary>Gets the time of the fastest pass, in seconds.</summary>
    public required double SecondsMinimum { get; init; }

    /// <summary>Gets the median time, in seconds, of passes at noise levels that no earlier pass had, as in the first sound of a schedule.</summary>
    public required double SecondsAtNewNoiseLevel { get; init; }

    /// <summary>Gets the multiplications and additions of a pass as the reference performs them, in thousand millions.</summary>
    public required double Gflop { get; init; }

    /// <summary>Gets the rate of the median pass.</summary>
    public required double Gflops { get; init; }

    /// <summary>
    /// Gets the rate of multiply-adds on registers alone, with the same threads: the larger of two measurements, before and after the passes.
    /// </summary>
    public required double FmaPeakGflops { get; init; }

    /// <summary>Gets the rate of the median pass as a fraction of the peak.</summary>
    public required double FractionOfPeak { get; init; }

    /// <summary>Gets the rate at which memory far larger than the caches is read, in 10^9 bytes per second.</summary>
    public required double MemoryBandwidthGbPerSecond { get; init; }

    /// <summary>
    /// Gets the largest resident memory of the process up to the end of the passes; the later measurement of bandwidth needs more. Null where
    /// training was measured first.
    /// </summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Gets the bytes that one step allocates on the managed heap in steady state.</summary>
    public required long AllocatedBytesPerStep { get; init; }

    /// <summary>
    /// Gets the time from the start of the process to the end of the first network call, loading and compiling included. Null where training
    /// was measured first.
    /// </summary>
    public double? SecondsToFirstCall { get; init; }

    /// <summary>Gets the measurements of training steps; null where none were made.</summary>
    public TrainingBenchReport? Training { get; init; }

    /// <summary>Gets the operations of the median pass, the longest first; their seconds add up to the whole.</summary>
    public required IReadOnlyList<OperationReport> Operations { get; init; }
}
