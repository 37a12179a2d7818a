using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.NAudio.Clips;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>A kind of sound file that a decoder reads. Whatever the decoder throws at a broken file becomes one typed exception.</summary>
/// <param name="name">The name of the kind, with its article.</param>
/// <param name="open">Opens a decoder of a stream, which stays open; the file's name may help it.</param>
/// <param name="extensions">The extensions, with the dot.</param>
internal sealed class DecodedFormat(string name, Func<Stream, string, IDecoder> open, params string[] extensions) : IAudioFormat
{
    public IReadOnlyList<string> Extensions => extensions;

    public AudioFileInfo Describe(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Guard(file, () =>
        {
            var start = stream.Position;
            using var decoder = open(stream, file);
            var (channels, rate) = (decoder.WaveFormat.Channels, decoder.WaveFormat.SampleRate);
            if (channels < 1 || rate < 1)
                throw new InvalidDataException($"{channels} channels of {rate} Hz are not possible");
            var description = new AudioFileInfo(channels, rate, decoder.Frames);
            stream.Position = start;
            return description;
        });
    }

    public AudioClip ReadStart(Stream stream, int mostFrames, string file)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostFrames);
        var (clip, _) = Read(stream, mostFrames, file);
        return clip;
    }

    /// <summary>Reads the beginning, and tells whether that was all.</summary>
    public (AudioClip Clip, bool Ended) Read(Stream stream, long mostFrames, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Guard(file, () =>
        {
            using var decoder = open(stream, file);
            var (clip, ended) = SampleCollector.Collect(decoder, mostFrames, "The file");
            if (clip.Length == 0)
                throw new InvalidDataException("there is no whole frame");
            return (clip, ended || SampleCollector.IsAtEnd(decoder));
        });
    }

    private T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (
            exception is (not (IOException or UnauthorizedAccessException or OutOfMemoryException)) or EndOfStreamException)
        {
            // The decoders have many authors, and they throw exceptions of many types at a file that they did not expect.
            throw new AudioFormatException(
                file, null, $"this is not {name} that can be read: {exception.Message.TrimEnd('.', ' ')}.", exception);
        }
    }
}
