using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Zoo;

/// <summary>
/// A model that the zoo owns. Disposing it waits for the network calls under way and then frees the model; later calls throw
/// <see cref="ObjectDisposedException"/>. So a run ends with that exception where its service provider is disposed, and never computes with
/// a half-disposed model.
/// </summary>
internal sealed class OwnedModel(IDiffusionModel inner) : IDiffusionModel
{
    [ThreadStatic]
    private static OwnedModel? _calledHere;

    private readonly object _gate = new();
    private int _calls;
    private bool _disposed;
    private bool _freed;

    public DiffusionModelInfo Info => inner.Info;

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, inner);
            _calls++;
        }

        var before = _calledHere;
        _calledHere = this;
        try
        {
            inner.PredictVelocity(request, velocity);
        }
        finally
        {
            _calledHere = before;
            lock (_gate)
            {
                _calls--;
                FreeWhenDone();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            FreeWhenDone();

            // A call that disposes its own model cannot wait for itself; it frees the model when it ends.
            while (!_freed && _calledHere != this)
                Monitor.Wait(_gate);
        }
    }

    private void FreeWhenDone()
    {
        if (!_disposed || _calls > 0 || _freed)
            return;
        _freed = true;
        inner.Dispose();
        Monitor.PulseAll(_gate);
    }
}
