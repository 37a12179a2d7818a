namespace TinyAudioDiffusion.Models.Tests.Formats.Building;

/// <summary>A stream over memory that counts what is read from it, and may be cut while it is open.</summary>
internal sealed class CountingStream(byte[] content) : Stream
{
    private byte[] _content = content;

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _content.Length;

    public override long Position { get; set; }

    public void Cut(int length) => _content = _content[..length];

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(_content.Length - Position, 0, buffer.Length);
        _content.AsSpan((int)Math.Min(Position, _content.Length), count).CopyTo(buffer);
        Position += count;
        BytesRead += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
