using NAudio.Wave;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.NAudio.Clips;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>A kind of file that one of NAudio's readers reads. Whatever a reader throws at a broken file becomes one typed exception.</summary>
/// <param name="name">What the kind is called.</param>
/// <param name="missing">What to do where the library that the reader needs is missing, as the rest of a sentence.</param>
/// <param name="open">Opens a reader of a stream, which it leaves open; the file's name may help it.</param>
/// <param name="extensions">The extensions, with the dot.</param>
internal sealed class NAudioFormat(string name, string missing, Func<Stream, string, WaveStream> open, params string[] extensions) : IAudioFormat
{
    public IReadOnlyList<string> Extensions => extensions;

    public AudioFileInfo Describe(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Guard(file, () =>
        {
            var start = stream.Position;
            using var reader = open(stream, file);
            var format = reader.WaveFormat;
            if (format.Channels < 1 || format.SampleRate < 1)
                throw new InvalidDataException($"{format.Channels} channels of {format.SampleRate} Hz are not possible");
            var description = new AudioFileInfo(format.Channels, format.SampleRate, Math.Max(0, reader.Length / reader.BlockAlign));
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
            using var reader = open(stream, file);
            var samples = reader.ToSampleProvider();
            var (clip, ended) = SampleCollector.Collect(samples, mostFrames, "The file");
            if (clip.Length == 0)
                throw new InvalidDataException("there is no whole frame");
            return (clip, ended || SampleCollector.IsAtEnd(samples));
        });
    }

    private T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DllNotFoundException exception)
        {
            throw new AudioFormatException(file, null, missing, exception);
        }
        catch (Exception exception) when (exception is (not (IOException or UnauthorizedAccessException or OutOfMemoryException)) or EndOfStreamException)
        {
            // Readers of many hands: for what they did not expect they throw whatever came.
            throw new AudioFormatException(file, null, $"this is not {name} that can be read: {exception.Message.TrimEnd('.', ' ')}.", exception);
        }
    }
}
