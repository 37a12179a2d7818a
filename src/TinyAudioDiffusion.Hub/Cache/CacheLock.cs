using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>
/// Keeps two downloads of one file apart: within this process by a semaphore, between processes by an exclusively opened file, which on
/// Unix takes the same advisory lock that the Python client does. Only an optimisation where locks lie (network disks): partial files are
/// opened exclusively and moved in one step.
/// </summary>
internal sealed class CacheLock(TimeProvider time, ILogger<CacheLock> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _reminder = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> _inProcess = new(StringComparer.Ordinal);

    /// <summary>Waits until the lock is ours. The lock's file stays: deleting it would let two others in.</summary>
    public async Task<IDisposable> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        var gate = _inProcess.GetOrAdd(path, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Held(gate, await OpenAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private async Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            throw CacheFailure.From(exception, path);
        }

        var said = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                if (time.GetElapsedTime(said) >= _reminder)
                {
                    said = time.GetTimestamp();
                    logger.LogInformation("Still waiting for another process that downloads the same file ({Lock}).", path);
                }

                await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (CacheFailure.Is(exception))
            {
                throw CacheFailure.From(exception, path);
            }
        }
    }

    /// <summary>
    /// Tells a file that another holds from other failures: a sharing violation on Windows, EWOULDBLOCK on Linux and on macOS.
    /// </summary>
    public static bool IsHeldByAnother(IOException exception)
        => exception.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private sealed class Held(SemaphoreSlim gate, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            gate.Release();
        }
    }
}
