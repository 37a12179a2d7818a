namespace TinyAudioDiffusion.Zoo;

/// <summary>Tells everyone who waits for one load how far it is. Who joins late is told at once where things stand.</summary>
internal sealed class FetchListeners : IProgress<ModelFetchProgress>
{
    private readonly Lock _gate = new();
    private readonly List<IProgress<ModelFetchProgress>> _listeners = [];
    private ModelFetchProgress? _last;

    public void Add(IProgress<ModelFetchProgress>? listener)
    {
        if (listener is null)
            return;
        ModelFetchProgress? last;
        lock (_gate)
        {
            _listeners.Add(listener);
            last = _last;
        }

        if (last is { } known)
            listener.Report(known);
    }

    public void Remove(IProgress<ModelFetchProgress>? listener)
    {
        if (listener is null)
            return;
        lock (_gate)
            _listeners.Remove(listener);
    }

    // Told outside the lock: a listener may be slow, or ask the zoo something.
    public void Report(ModelFetchProgress value)
    {
        IProgress<ModelFetchProgress>[] listeners;
        lock (_gate)
        {
            _last = value;
            listeners = [.. _listeners];
        }

        foreach (var listener in listeners)
            listener.Report(value);
    }
}
