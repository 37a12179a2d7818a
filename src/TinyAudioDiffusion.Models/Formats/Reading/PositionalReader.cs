using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Reading;

/// <summary>
/// Reads ranges of a file that may be damaged, or change, while it is open. Streams and copies instead of mapping: a mapped file that
/// shrinks would take the process down. Safe to use from several threads at once.
/// </summary>
internal sealed class PositionalReader : IDisposable
{
    private readonly Stream _stream;
    private readonly Lock _lock = new();

    public PositionalReader(ModelFile file)
    {
        File = file.DisplayPath;
        _stream = file.OpenRead();
        if (!_stream.CanSeek)
        {
            _stream.Dispose();
            throw new ArgumentException($"{File}: the stream cannot seek.", nameof(file));
        }

        Length = _stream.Length;
    }

    /// <summary>Gets the name of the file in messages.</summary>
    public string File { get; }

    /// <summary>Gets the length that the file had when it was opened.</summary>
    public long Length { get; }

    public void ReadExactly(long offset, Span<byte> destination)
    {
        lock (_lock)
        {
            if (_stream.Length != Length)
                throw new ModelFormatException(File, null, "the file changed while it was open: load it again.");

            _stream.Position = offset;
            if (_stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
                throw new ModelFormatException(File, $"offset {offset}", "the file ends early; it is cut: get it again.");
        }
    }

    /// <summary>Reads the start of the file: as many bytes as there are, at most <paramref name="count"/>.</summary>
    public byte[] ReadStart(int count)
    {
        var start = new byte[Math.Min(count, Length)];
        ReadExactly(0, start);
        return start;
    }

    public void Dispose() => _stream.Dispose();
}
