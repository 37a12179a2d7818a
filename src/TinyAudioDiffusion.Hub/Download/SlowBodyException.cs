namespace TinyAudioDiffusion.Hub.Download;

/// <summary>A body came so slowly that another connection is worth a try. The downloader catches it.</summary>
internal sealed class SlowBodyException(long bytes, TimeSpan elapsed, int leastRate)
    : TimeoutException($"Only {bytes} bytes came in {elapsed.TotalSeconds:0} s, less than {leastRate} a second.");
