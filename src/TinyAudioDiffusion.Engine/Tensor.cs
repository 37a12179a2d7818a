namespace TinyAudioDiffusion.Engine;

/// <summary>
/// Float32 values in an engine's memory, with an explicit lifetime: whoever is given a tensor by an operation disposes it.
/// Never leaves the layers that compute (Engine, Models, Training).
/// </summary>
public abstract class Tensor : IDisposable
{
    /// <summary>Gets the extents.</summary>
    public abstract Shape Shape { get; }

    /// <summary>Gives the memory back to the engine. A tensor must not be used afterwards; disposing twice is an error.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back to the engine.</summary>
    protected abstract void Release();
}
