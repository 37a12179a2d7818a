using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>Reports the progress of one transfer with its rate and the time left.</summary>
internal sealed class TransferMeter(IProgress<ModelFetchProgress>? receiver, TimeProvider time, string file, string? destination)
{
    private long? _startBytes;
    private long _start;

    public long? Total { get; set; }

    /// <summary>Reports the progress. The first call starts the clock: bytes that were there before cost no time.</summary>
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
        TimeSpan? remaining = rate > 0 && Total is { } total ? TimeSpan.FromSeconds(Math.Min(Math.Max(0, total - bytes) / rate, 1e9))
            : null;
        receiver.Report(new ModelFetchProgress(file, destination, bytes, Total, rate, remaining));
    }
}
