namespace TinyAudioDiffusion.Benchmarks.Peers;

/// <summary>Something that computes one pass of the published network.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>Gets what the table calls it.</summary>
    string Name { get; }

    /// <summary>Computes one pass.</summary>
    /// <param name="velocity">Receives the output.</param>
    void Run(float[] velocity);
}
