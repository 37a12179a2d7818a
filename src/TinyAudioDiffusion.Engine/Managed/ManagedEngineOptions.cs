namespace TinyAudioDiffusion.Engine.Managed;

/// <summary>The resources that the managed engine uses. None of them changes results.</summary>
public sealed record ManagedEngineOptions
{
    /// <summary>Gets the number of threads, the calling one included.</summary>
    /// <value>0: as many as the process has processors.</value>
    public int Threads { get; init; }

    /// <summary>Gets the vector width. A width that the processor does not accelerate works too, slowly.</summary>
    /// <value><see cref="SimdWidth.Widest"/>.</value>
    public SimdWidth Width { get; init; } = SimdWidth.Widest;

    /// <summary>Gets how much unused memory the engine keeps for the next pass, in bytes.</summary>
    /// <value>256 MiB.</value>
    public long IdleMemory { get; init; } = 256L << 20;
}
