namespace TinyAudioDiffusion.Engine.Managed;

/// <summary>How the managed engine uses the machine. None of it changes results.</summary>
public sealed record ManagedEngineOptions
{
    /// <summary>Gets the number of threads, the calling one included.</summary>
    /// <value>0: as many as the process may use processors.</value>
    public int Threads { get; init; }

    /// <summary>Gets the vector width; a width that the processor does not accelerate still works, slowly.</summary>
    /// <value><see cref="SimdWidth.Widest"/>.</value>
    public SimdWidth Width { get; init; } = SimdWidth.Widest;

    /// <summary>Gets how much memory may lie idle for the next pass, in bytes.</summary>
    /// <value>256 MiB.</value>
    public long IdleMemory { get; init; } = 256L << 20;
}
