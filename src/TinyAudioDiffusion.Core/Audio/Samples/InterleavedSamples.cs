namespace TinyAudioDiffusion.Audio.Samples;

/// <summary>Uncompressed samples of a file: a frame holds one sample of each channel.</summary>
/// <param name="Offset">Where the first frame begins in the stream.</param>
/// <param name="Frames">The number of whole frames that the stream holds.</param>
/// <param name="Layout">The stored form of a sample.</param>
/// <param name="Channels">The number of channels.</param>
internal readonly record struct InterleavedSamples(long Offset, long Frames, SampleLayout Layout, int Channels)
{
    private const int BlockSize = 1 << 16;

    /// <summary>Reads the beginning.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="mostFrames">The largest number of frames to read.</param>
    /// <param name="file">The name for messages.</param>
    /// <param name="place">The chunk that holds the samples, for messages.</param>
    /// <returns>The samples, [channels, length].</returns>
    public float[] Read(Stream stream, int mostFrames, string file, string place)
    {
        var frames = Math.Min(mostFrames, Frames);
        var bytesPerFrame = Channels * Layout.Bytes;
        if (frames == 0)
            throw new AudioFormatException(file, place, $"there is no whole frame; a frame has {bytesPerFrame} bytes.");
        if (frames > Array.MaxLength / Channels)
            throw new AudioFormatException(file, place, $"{frames} frames of {Channels} channels are more than fit in memory at once.");

        stream.Position = Offset;
        var length = (int)frames;
        var samples = new float[length * Channels];
        var framesPerBlock = Math.Max(1, BlockSize / bytesPerFrame);
        var block = new byte[Math.Min(framesPerBlock, length) * bytesPerFrame];
        for (var frame = 0; frame < length; frame += framesPerBlock)
        {
            var bytes = block.AsSpan(0, Math.Min(framesPerBlock, length - frame) * bytesPerFrame);
            stream.ReadExactly(bytes);
            SampleCodec.Decode(bytes, Layout, Channels, samples, length, frame);
        }

        return samples;
    }
}
