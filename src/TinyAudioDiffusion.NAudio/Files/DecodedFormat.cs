using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.NAudio.Clips;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>A kind of sound file that a decoder reads. Whatever the decoder throws at a broken file becomes one typed exception.</summary>
/// <param name="name">The name of the kind: "mp3".</param>
/// <param name="article">The name of the kind with its article, for messages.</param>
/// <param name="recognizes">Tells by the first bytes whether a file is of this kind.</param>
/// <param name="open">Opens a decoder of a stream, which stays open; the file's name may help it.</param>
/// <param name="extensions">The extensions, with the dot.</param>
internal sealed class DecodedFormat(
    string name, string article, Func<ReadOnlySpan<byte>, bool> recognizes, Func<Stream, string, IDecoder> open, params string[] extensions)
    : IAudioFormat
{
    // A few bytes can hold seconds of silence: without a limit a small file could take all memory there is.
    private const int MostSamples = 1 << 28;

    public string Name => name;

    public IReadOnlyList<string> Extensions => extensions;

    public bool Recognizes(ReadOnlySpan<byte> start) => recognizes(start);

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
            var description = new AudioFileInfo(channels, rate, decoder.Frames) { Format = name };
            stream.Position = start;
            return description;
        });
    }

    public AudioClip ReadStart(Stream stream, int mostFrames, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostFrames);
        return Guard(file, () =>
        {
            using var decoder = open(stream, file);
            var limit = MostSamples / Math.Max(1, decoder.WaveFormat.Channels);
            var (clip, ended) = SampleCollector.Collect(decoder, Math.Min(mostFrames, limit), "The file");
            if (clip.Length == 0)
                throw new InvalidDataException("there is no whole frame");
            if (mostFrames > limit && !ended && !SampleCollector.IsAtEnd(decoder))
                throw new InvalidDataException($"it is longer than {limit} samples of {clip.Channels} channels; cut it first");
            return clip;
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
                file, null, $"this is not {article} that can be read: {exception.Message.TrimEnd('.', ' ')}.", exception);
        }
    }
}
