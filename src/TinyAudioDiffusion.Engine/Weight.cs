namespace TinyAudioDiffusion.Engine;

/// <summary>
/// A trained parameter in the layout that an engine computes with best: packed, transposed or on a device. Threads share weights, and the
/// network that created a weight owns it. Its values change only through <see cref="TensorEngine.Update"/>.
/// </summary>
public abstract class Weight : IDisposable
{
    /// <summary>Gets the extents that the parameter has in a state dict.</summary>
    public abstract Shape Shape { get; }

    /// <summary>Gets what the parameter is used for.</summary>
    public abstract WeightUse Use { get; }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory.</summary>
    protected abstract void Release();
}
