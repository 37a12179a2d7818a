namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>Turns failures of the disk into exceptions of the Hub.</summary>
internal static class CacheFailure
{
    private const int NoSpace = 28, QuotaExceeded = 122; // errno
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Neither is worth a repeat.</summary>
    public static HubException From(Exception exception, string path)
        => exception.HResult is NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull
        ? new HubException(
            HubFault.DiskFull,
            $"The disk is full while writing {path}: make room, or set HF_HUB_CACHE to another disk; the download goes "
                + "on where it stopped.", exception)
        : new HubException(
            HubFault.CacheUnusable,
            $"The cache cannot be used at {path}: {exception.Message} Set HF_HUB_CACHE to a folder that can be written.", exception);
}
