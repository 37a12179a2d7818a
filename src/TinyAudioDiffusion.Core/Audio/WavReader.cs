namespace TinyAudioDiffusion.Audio;

/// <summary>
/// Reads WAV files: PCM of 8, 16, 24 and 32 bits, float of 32 and 64 bits, plain and WAVE_FORMAT_EXTENSIBLE, any sample rate and
/// number of channels.
/// </summary>
/// <remarks>
/// No size in a file is believed before it is checked against the stream. A file that ends too early gives the whole frames that are
/// there; only a file without a single frame is refused. Sizes that a streaming recorder left open mean "to the end". Float samples
/// are kept as they are, also NaN and values beyond full scale.
/// </remarks>
public static class WavReader
{
    private const int BlockSize = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The sound.</returns>
    /// <exception cref="AudioFormatException">The file is not a WAV file that can be read; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static AudioClip Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Tells which of our encodings a file has.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The encoding that writes such a file; null for one that we read but do not write.</returns>
    /// <exception cref="AudioFormatException">The file is not a WAV file that can be read; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static WavEncoding? EncodingOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var format = WavChunks.Find(stream, 0, path).Format;
        return (format.IsFloat, format.BytesPerSample) switch
        {
            (false, 2) => WavEncoding.Pcm16,
            (false, 3) => WavEncoding.Pcm24,
            (true, 4) => WavEncoding.Float32,
            _ => null,
        };
    }

    /// <summary>Tells what a sound is like without reading its samples.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file. Left open, and left where it was.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>Channels, rate and length; the length counts the whole frames that are there, whatever the file claims.</returns>
    /// <exception cref="AudioFormatException">This is not a WAV file that can be read; the message says where and why.</exception>
    public static AudioFileInfo Describe(Stream stream, string name = "WAV stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = stream.Position;
        var (format, _, size) = WavChunks.Find(stream, start, name);
        stream.Position = start;
        return new AudioFileInfo(format.Channels, format.SampleRate, size / format.BytesPerFrame);
    }

    /// <summary>Reads the beginning of a sound.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file. Left open.</param>
    /// <param name="mostFrames">How many samples of each channel to read at most, at least 1.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The sound, or as much of it.</returns>
    /// <exception cref="AudioFormatException">This is not a WAV file that can be read; the message says where and why.</exception>
    public static AudioClip ReadStart(Stream stream, int mostFrames, string name = "WAV stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostFrames);
        return ReadSeekable(stream, name, mostFrames);
    }

    /// <summary>Reads a stream from its current position to the end of the sound.</summary>
    /// <param name="stream">The stream; one that cannot seek is first read into memory. Left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The sound.</returns>
    /// <exception cref="AudioFormatException">This is not a WAV file that can be read; the message says where and why.</exception>
    public static AudioClip Read(Stream stream, string name = "WAV stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek)
            return ReadSeekable(stream, name);

        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return ReadSeekable(memory, name);
    }

    private static AudioClip ReadSeekable(Stream stream, string file, int mostFrames = int.MaxValue)
    {
        var (format, offset, size) = WavChunks.Find(stream, stream.Position, file);
        var frames = Math.Min(mostFrames, size / format.BytesPerFrame);
        if (frames == 0)
            throw new AudioFormatException(file, "chunk \"data\"", $"there is no whole frame: {size} bytes, a frame has {format.BytesPerFrame}.");
        if (frames > Array.MaxLength / format.Channels)
            throw new AudioFormatException(file, "chunk \"data\"", $"{frames} frames of {format.Channels} channels are more than fit in memory at once.");

        stream.Position = offset;
        var length = (int)frames;
        var samples = new float[length * format.Channels];
        var framesPerBlock = Math.Max(1, BlockSize / format.BytesPerFrame);
        var block = new byte[Math.Min(framesPerBlock, length) * format.BytesPerFrame];
        for (var frame = 0; frame < length; frame += framesPerBlock)
        {
            var bytes = block.AsSpan(0, Math.Min(framesPerBlock, length - frame) * format.BytesPerFrame);
            stream.ReadExactly(bytes);
            WavSamples.Decode(bytes, format, samples, length, frame);
        }

        return AudioClip.Adopt(samples, format.Channels, format.SampleRate);
    }
}
