namespace TinyAudioDiffusion.Benchmarks.Configuration;

/// <summary>A shape of the published network that knows how much work it is.</summary>
public interface IWork
{
    /// <summary>Gets the multiplications and additions of one call, as the reference performs them.</summary>
    double FloatingPointOperations { get; }
}
