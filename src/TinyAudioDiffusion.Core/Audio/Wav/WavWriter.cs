using System.Buffers.Binary;
using TinyAudioDiffusion.Audio.Samples;

namespace TinyAudioDiffusion.Audio.Wav;

/// <summary>
/// Writes WAV files. Integers are rounded to the nearest and clamped to full scale, without dither; NaN is stored as 0 where
/// integers are stored. Float files keep every sample as it is. A sound with a provenance takes it along, in chunks after the samples.
/// </summary>
internal static class WavWriter
{
    private const int FramesPerBlock = 4096;

    public static void Write(Stream stream, AudioClip clip, SampleEncoding encoding, string name)
    {
        var bytesPerSample = encoding switch
        {
            SampleEncoding.Pcm16 => 2,
            SampleEncoding.Pcm24 => 3,
            SampleEncoding.Float32 => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding."),
        };
        var bytesPerFrame = (long)clip.Channels * bytesPerSample;
        var dataSize = bytesPerFrame * clip.Length;
        var notes = WavProvenance.ToChunks(clip.Provenance);
        if (bytesPerFrame > ushort.MaxValue || dataSize > uint.MaxValue - 64 - notes.Length)
            throw new AudioFormatException(name, null, $"{clip.Length} frames of {bytesPerFrame} bytes do not fit in a WAV file.");

        WriteHeader(stream, clip, encoding, bytesPerSample, (uint)dataSize, (uint)notes.Length);
        WriteFrames(stream, clip, encoding, bytesPerSample);
        if (dataSize % 2 != 0)
            stream.WriteByte(0); // chunks end at even offsets
        stream.Write(notes);
    }

    private static void WriteHeader(
        Stream stream, AudioClip clip, SampleEncoding encoding, int bytesPerSample, uint dataSize, uint notesSize)
    {
        // Formats other than PCM have an (empty) extension and say their number of frames in a chunk "fact".
        var isFloat = encoding == SampleEncoding.Float32;
        var formatSize = isFloat ? 18 : 16;
        Span<byte> header = stackalloc byte[12 + 8 + formatSize + (isFloat ? 12 : 0) + 8];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)header.Length - 8 + dataSize + (dataSize & 1) + notesSize);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], formatSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], (ushort)(isFloat ? 3 : 1));
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)clip.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], clip.SampleRate);
        var bytesPerSecond = Math.Min(uint.MaxValue, (long)clip.SampleRate * clip.Channels * bytesPerSample);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)bytesPerSecond);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(clip.Channels * bytesPerSample));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], (ushort)(8 * bytesPerSample));
        if (isFloat)
        {
            "fact"u8.CopyTo(header[38..]);
            BinaryPrimitives.WriteInt32LittleEndian(header[42..], 4);
            BinaryPrimitives.WriteInt32LittleEndian(header[46..], clip.Length);
        }

        "data"u8.CopyTo(header[^8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[^4..], dataSize);
        stream.Write(header);
    }

    private static void WriteFrames(Stream stream, AudioClip clip, SampleEncoding encoding, int bytesPerSample)
    {
        var block = new byte[Math.Min(FramesPerBlock, clip.Length) * clip.Channels * bytesPerSample];
        for (var start = 0; start < clip.Length; start += FramesPerBlock)
        {
            var frames = Math.Min(FramesPerBlock, clip.Length - start);
            for (var channel = 0; channel < clip.Channels; channel++)
            {
                var samples = clip.Channel(channel).Slice(start, frames);
                for (var i = 0; i < frames; i++)
                    SampleCodec.EncodeOne(samples[i], encoding, block.AsSpan(((i * clip.Channels) + channel) * bytesPerSample));
            }

            stream.Write(block, 0, frames * clip.Channels * bytesPerSample);
        }
    }
}
