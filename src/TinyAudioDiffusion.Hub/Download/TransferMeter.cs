using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>Turns bytes into progress with a rate and the time left. Belongs to one transfer.</summary>
internal sealed class TransferMeter(IProgress<ModelFetchProgress>? receiver, TimeProvider time, string file, string? destination)
{
    private long? _startBytes;
    private long _start;

    public long? Total { get; set; }

    /// <summary>Tells how far it is. The first call starts the clock: what was there before costs no time.</summary>
    public void Report(long bytes)
    {
        if (_startBytes is null)
        {
            _startBytes = bytes;
            _start = time.GetTimestamp();
        }

        if (receiver is null)
            return;
        var seconds = time.GetElapsedTime(_start).TotalSeconds;
        var rate = seconds > 0 ? Math.Max(0, bytes - _startBytes.Value) / seconds : 0;
        TimeSpan? remaining = rate > 0 && Total is { } total ? TimeSpan.FromSeconds(Math.Min(Math.Max(0, total - bytes) / rate, 1e9)) : null;
        receiver.Report(new ModelFetchProgress(file, destination, bytes, Total, rate, remaining));
    }
}
