using System.Security.Cryptography;
using TinyAudioDiffusion.Hub.Cache;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>
/// The part of a file that has arrived. Opened exclusively; survives a failure and the death of the process, so that the next run goes on
/// where this one stopped. Bytes of an earlier run are hashed again before they are used.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly FileStream _stream;
    private readonly ContentHash _expected;
    private IncrementalHash? _hash;

    private PartialFile(string path, ContentHash expected)
    {
        Path = path;
        _expected = expected;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _stream = new FileStream(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        Length = _stream.Length;
    }

    public string Path { get; }

    public long Length { get; private set; }

    /// <summary>Opens what is there, or starts a new one.</summary>
    /// <exception cref="HubException">It cannot be opened.</exception>
    public static PartialFile Open(string path, ContentHash expected)
    {
        try
        {
            return new PartialFile(path, expected);
        }
        catch (IOException exception) when (CacheLock.IsHeldByAnother(exception))
        {
            // Only where the lock around this does not work: two downloads then, each into a file of its own.
            return new PartialFile($"{path[..^".incomplete".Length]}.{Guid.NewGuid():N}.incomplete", expected);
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            throw CacheFailure.From(exception, path);
        }
    }

    /// <summary>Appends what arrived.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="size">The size of the whole, which git puts in front of what it hashes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="HubException">The disk does not take them.</exception>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, long size, CancellationToken cancellationToken)
    {
        var hash = await HashedAsync(size, cancellationToken).ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            throw CacheFailure.From(exception, Path);
        }

        hash.AppendData(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Tells whether the whole is what was promised.</summary>
    public async Task<bool> IsIntactAsync(long size, CancellationToken cancellationToken)
        => Length == size && _expected.Matches(await HashedAsync(size, cancellationToken).ConfigureAwait(false));

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _hash?.Dispose();
        _hash = null;
        if (Length == 0)
            return;
        try
        {
            _stream.SetLength(0);
            _stream.Position = 0;
            Length = 0;
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            throw CacheFailure.From(exception, Path);
        }
    }

    /// <summary>Makes the whole file the blob in one step.</summary>
    public void MoveTo(string blob)
    {
        try
        {
            _stream.Flush(flushToDisk: true);
            Dispose(); // Windows moves no open file
            File.Move(Path, blob, overwrite: true);
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            throw CacheFailure.From(exception, blob);
        }
    }

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    public void Dispose()
    {
        _hash?.Dispose();
        _stream.Dispose();
    }

    private async Task<IncrementalHash> HashedAsync(long size, CancellationToken cancellationToken)
    {
        if (_hash is not null)
            return _hash;

        var hash = _expected.Begin(size);
        try
        {
            var buffer = new byte[BufferBytes];
            _stream.Position = 0;
            for (var left = Length; left > 0;)
            {
                var count = (int)Math.Min(buffer.Length, left);
                await _stream.ReadExactlyAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                hash.AppendData(buffer, 0, count);
                left -= count;
            }

            return _hash = hash;
        }
        catch (Exception exception)
        {
            hash.Dispose();
            if (CacheFailure.Is(exception))
                throw CacheFailure.From(exception, Path);
            throw;
        }
    }
}
