namespace TinyAudioDiffusion.Engine;

/// <summary>
/// A trained parameter in the form that an engine computes with best: packed, transposed, on a device. Shared by threads, owned by the
/// network that created it; changes only through <see cref="TensorEngine.Update"/>.
/// </summary>
public abstract class Weight : IDisposable
{
    /// <summary>Gets the extents that the parameter has in a state dict.</summary>
    public abstract Shape Shape { get; }

    /// <summary>Gets what the parameter is used for.</summary>
    public abstract WeightUse Use { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back.</summary>
    protected abstract void Release();
}
