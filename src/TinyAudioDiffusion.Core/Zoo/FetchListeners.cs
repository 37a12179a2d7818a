namespace TinyAudioDiffusion.Zoo;

/// <summary>Reports the progress of one load to everyone who waits for it. A late listener receives the last report at once.</summary>
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

    // Reported outside the lock, because a listener may be slow or call the zoo.
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
