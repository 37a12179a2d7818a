using TinyAudioDiffusion.Audio.Aiff;
using TinyAudioDiffusion.Audio.Flac;
using TinyAudioDiffusion.Audio.Wav;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Audio;

/// <summary>
/// The kinds of sound files that are read and written. The first bytes of a file decide which format reads it; its extension does not
/// matter.
/// Safe to use from several threads.
/// </summary>
/// <remarks>Dependency injection gives an instance with all formats that <c>AddAudioFormat</c> registered.</remarks>
public sealed class AudioFormats
{
    /// <summary>The number of bytes of a file that <see cref="IAudioFormat.Recognizes"/> sees.</summary>
    public const int ProbeLength = 4096;

    private readonly List<IAudioFormat> _formats;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="formats">The formats beside the built-in ones. The last one is asked first, the built-in ones at the end.</param>
    public AudioFormats(IEnumerable<IAudioFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        _formats = [.. formats.Reverse(), new WavFormat(), new FlacFormat(), new AiffFormat()];
    }

    /// <summary>Gets the formats that need no other package.</summary>
    public static AudioFormats BuiltIn { get; } = new([]);

    /// <summary>Gets the formats in the order in which they are asked.</summary>
    public IReadOnlyList<IAudioFormat> Items => _formats;

    /// <summary>Gets the formats that can be written.</summary>
    public IEnumerable<IWritableAudioFormat> Writable => _formats.OfType<IWritableAudioFormat>();

    /// <summary>Finds the format of a file by its content.</summary>
    /// <param name="stream">
    /// A stream that can seek, at the beginning of the file. It is moved past ID3 tags that may stand before a sound.
    /// </param>
    /// <returns>The format; null where none recognizes the file.</returns>
    public IAudioFormat? Find(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Id3Tag.Skip(stream);
        var start = FileStart.Read(stream, ProbeLength);
        return _formats.Find(format => format.Recognizes(start));
    }

    /// <summary>Tells what a file holds without reading its samples.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Channels, rate, length, and what the reader would leave out or mend.</returns>
    /// <exception cref="AudioFormatException">
    /// The file is no sound that can be read; the message names what it is, or says where and why.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public AudioFileInfo Describe(string path)
    {
        using var stream = Open(path);
        return Describe(stream, path);
    }

    /// <summary>Tells what a stream holds without reading its samples.</summary>
    /// <param name="stream">A stream that can seek. The method leaves it open and at the same place.</param>
    /// <param name="name">The name of the stream for messages.</param>
    /// <returns>Channels, rate, length, and what the reader would leave out or mend.</returns>
    /// <exception cref="AudioFormatException">
    /// The stream is no sound that can be read; the message names what it is, or says where and why.
    /// </exception>
    public AudioFileInfo Describe(Stream stream, string name = "sound")
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = stream.Position;
        var info = Require(stream, name).Describe(stream, name);
        stream.Position = start;
        return info;
    }

    /// <summary>Reads a file, or its beginning.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mostFrames">The largest number of samples of each channel to read, at least 1.</param>
    /// <returns>The sound, without a recipe.</returns>
    /// <exception cref="AudioFormatException">
    /// The file is no sound that can be read; the message names what it is, or says where and why.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public AudioClip Read(string path, int mostFrames = int.MaxValue)
    {
        using var stream = Open(path);
        return Read(stream, path, mostFrames);
    }

    /// <summary>Reads a stream from its position on, or the beginning of the sound in it.</summary>
    /// <param name="stream">The stream; one that cannot seek is first read into memory. The method leaves it open.</param>
    /// <param name="name">The name of the stream for messages.</param>
    /// <param name="mostFrames">The largest number of samples of each channel to read, at least 1.</param>
    /// <returns>The sound, without a recipe.</returns>
    /// <exception cref="AudioFormatException">
    /// The stream is no sound that can be read; the message names what it is, or says where and why.
    /// </exception>
    public AudioClip Read(Stream stream, string name = "sound", int mostFrames = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostFrames);
        if (stream.CanSeek)
            return Require(stream, name).ReadStart(stream, mostFrames, name);

        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return Require(memory, name).ReadStart(memory, mostFrames, name);
    }

    /// <summary>
    /// Writes a file, which appears whole or not at all; one that is there already is replaced. Its extension decides the format.
    /// </summary>
    /// <param name="path">The path; missing folders are created. Without an extension the file is a WAV file.</param>
    /// <param name="clip">The sound.</param>
    /// <param name="encoding">The form of the samples.</param>
    /// <exception cref="AudioFormatException">No format writes such files, or the format cannot hold the sound.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path, AudioClip clip, SampleEncoding encoding = SampleEncoding.Pcm16)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(clip);
        var extension = Path.GetExtension(path) is { Length: > 0 } given ? given : ".wav";
        var format = Writable.FirstOrDefault(format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            ?? throw new AudioFormatException(
                path,
                null,
                $"sounds cannot be written as {extension}; use {string.Join(" or ", Writable.Select(format => format.Extensions[0]))}.");
        AtomicFile.Write(path, stream => format.Write(stream, clip, encoding, path));
    }

    /// <summary>Writes to a stream, which need not be able to seek.</summary>
    /// <param name="stream">The stream. The method leaves it open.</param>
    /// <param name="clip">The sound.</param>
    /// <param name="format">The name of the format: "wav" or "flac", or one that was registered.</param>
    /// <param name="encoding">The form of the samples.</param>
    /// <param name="name">The name of the stream for messages.</param>
    /// <exception cref="UnknownNameException">No format of this name can be written.</exception>
    /// <exception cref="AudioFormatException">The format cannot hold the sound.</exception>
    public void Write(
        Stream stream, AudioClip clip, string format = "wav", SampleEncoding encoding = SampleEncoding.Pcm16, string name = "sound")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(clip);
        var writer = Writable.FirstOrDefault(known => known.Name.Equals(format, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnknownNameException("sound format that can be written", format, [.. Writable.Select(known => known.Name)]);
        writer.Write(stream, clip, encoding, name);
    }

    internal IAudioFormat Require(Stream stream, string name)
        => Find(stream)
            ?? throw new AudioFormatException(name, null, ForeignSound.Describe(FileStart.Read(stream, ProbeLength), name).Reason);

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }
}
