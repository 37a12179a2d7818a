namespace TinyAudioDiffusion.Engine;

/// <summary>
/// Float32 values in the memory of an engine. Whoever receives a tensor from an operation disposes it. Tensors never leave the layers that
/// compute (Engine, Models, Training).
/// </summary>
public abstract class Tensor : IDisposable
{
    /// <summary>Gets the extents.</summary>
    public abstract Shape Shape { get; }

    /// <summary>Returns the memory to the engine. A tensor must not be used afterwards; disposing it twice is an error.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns the memory to the engine.</summary>
    protected abstract void Release();
}
