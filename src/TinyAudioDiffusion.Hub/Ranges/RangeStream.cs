using System.Collections;
using TinyAudioDiffusion.Hub.Download;

namespace TinyAudioDiffusion.Hub.Ranges;

/// <summary>
/// A remote file as a seekable stream: only the blocks that are read are fetched, and each once. Reading on and on fetches more and more
/// at a time, because an answer has a price of its own; jumping about fetches single blocks. Fetched blocks lie in a sparse temporary file.
/// Readers that follow each other share the blocks: disposing the stream keeps them, and <see cref="Release"/> deletes them.
/// Not safe for several threads at once.
/// </summary>
internal sealed class RangeStream : Stream
{
    private const int MaxFetchBytes = 8 << 20;

    private readonly RangeReader _reader;
    private readonly FileTransfer _transfer;
    private readonly int _blockBytes;
    private readonly CancellationToken _cancellationToken;
    private readonly FileStream _fetched;
    private readonly BitArray _has;
    private long _nextBlock = -1;
    private int _window = 1;
    private long _bytesFetched;

    public RangeStream(RangeReader reader, FileTransfer transfer, int blockBytes, string temporaryFile, CancellationToken cancellationToken)
    {
        _reader = reader;
        _transfer = transfer;
        _blockBytes = blockBytes;
        _cancellationToken = cancellationToken;
        Length = transfer.Size ?? throw new RangesNotSupportedException(transfer.Location.Host);
        _has = new BitArray(checked((int)((Length + blockBytes - 1) / blockBytes)));
        Directory.CreateDirectory(Path.GetDirectoryName(temporaryFile)!);
        _fetched = new FileStream(temporaryFile, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Length - Position);
        if (count <= 0)
            return 0;
        Fetch(Position / _blockBytes, (Position + count - 1) / _blockBytes);
        _fetched.Position = Position;
        _fetched.ReadExactly(buffer[..count]);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Gives the stream to another reader, at its start.</summary>
    public RangeStream Rewind()
    {
        Position = 0;
        return this;
    }

    /// <summary>Deletes the fetched blocks.</summary>
    public void Release() => _fetched.Dispose();

    private void Fetch(long first, long last)
    {
        for (var block = first; block <= last; block++)
        {
            if (_has[(int)block])
                continue;
            _window = block == _nextBlock ? Math.Min(_window * 2, Math.Max(1, MaxFetchBytes / _blockBytes)) : 1;
            var end = block + 1;
            while (end < _has.Length && !_has[(int)end] && (end <= last || end - block < _window))
                end++;
            FetchBlocks(block, end);
            _nextBlock = end;
        }
    }

    private void FetchBlocks(long first, long end)
    {
        // Not more at once than fits into memory easily.
        for (var from = first * _blockBytes; from < Math.Min(end * _blockBytes, Length); from += MaxFetchBytes)
        {
            var bytes = new byte[(int)Math.Min(Math.Min(end * _blockBytes, Length) - from, MaxFetchBytes)];
            // The formats read as from a disk, on a thread of the pool; there is nothing else to do meanwhile.
            _reader.ReadAsync(_transfer, from, bytes, _cancellationToken).GetAwaiter().GetResult();
            _fetched.Position = from;
            _fetched.Write(bytes);
            _bytesFetched += bytes.Length;
            _transfer.Meter.Report(_bytesFetched);
        }

        for (var block = first; block < end; block++)
            _has[(int)block] = true;
    }
}
