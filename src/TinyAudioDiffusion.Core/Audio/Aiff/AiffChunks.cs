using System.Buffers.Binary;
using TinyAudioDiffusion.Audio.Chunks;
using TinyAudioDiffusion.Audio.Samples;

namespace TinyAudioDiffusion.Audio.Aiff;

/// <summary>The chunks that matter of an AIFF or AIFC file. Sizes in the file are claims: the samples here fit the stream.</summary>
/// <param name="Common">The form of the samples.</param>
/// <param name="Samples">Where the samples lie.</param>
/// <param name="Warnings">What the reader leaves out or mends, each the end of a sentence that begins with the file.</param>
internal sealed record AiffChunks(AiffCommonChunk Common, InterleavedSamples Samples, IReadOnlyList<string> Warnings)
{
    private static readonly uint _common = Chunk.IdOf("COMM");
    private static readonly uint _sound = Chunk.IdOf("SSND");

    /// <summary>Tells whether a file begins as an AIFF or AIFC file does.</summary>
    public static bool IsAiff(ReadOnlySpan<byte> start)
        => start.Length >= 12 && start[..4].SequenceEqual("FORM"u8)
            && (start[8..12].SequenceEqual("AIFF"u8) || start[8..12].SequenceEqual("AIFC"u8));

    /// <summary>Finds the chunks in a stream that can seek, from its position on.</summary>
    public static AiffChunks Find(Stream stream, string file)
    {
        var start = FileStart.Read(stream, 12);
        if (!IsAiff(start))
            throw new AudioFormatException(file, null, "this is not an AIFF file.");
        var walk = new ChunkWalk(stream, stream.Position + 12, isBigEndian: true);
        AiffCommonChunk? common = null;
        (long Offset, long Claimed)? sound = null;
        while ((common is null || sound is null) && walk.TryNext(out var chunk))
        {
            if (chunk.Id == _common && common is null)
                common = AiffCommonChunk.Read(stream, Math.Min(chunk.Size, chunk.Available), isCompressed: start[11] == 'C', file);
            else if (chunk.Id == _sound && sound is null)
                sound = ReadSound(stream, chunk);
        }

        if (common is not { } form)
            throw new AudioFormatException(file, null, "there is no chunk \"COMM\", so nothing says what the samples are.");
        if (sound is not { } found)
            throw new AudioFormatException(file, null, "there is no chunk \"SSND\", so there are no samples.");
        return Of(form, found.Offset, found.Claimed, Math.Max(0, stream.Length - found.Offset));
    }

    // The samples begin after two numbers: an offset, nearly always 0, and a block size that means nothing here.
    private static (long Offset, long Claimed) ReadSound(Stream stream, Chunk chunk)
    {
        Span<byte> header = stackalloc byte[8];
        var isWhole = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length;
        var offset = isWhole ? BinaryPrimitives.ReadUInt32BigEndian(header) : 0;
        return (chunk.Offset + header.Length + offset, Math.Max(0, chunk.Size - header.Length - offset));
    }

    // A recorder that could not go back leaves 0 frames, or a chunk without size; two numbers that contradict each other give the smaller
    // one.
    private static AiffChunks Of(AiffCommonChunk form, long offset, long claimed, long available)
    {
        var bytesPerFrame = form.Channels * form.Layout.Bytes;
        var warnings = new List<string>();
        var frames = Math.Min(claimed == 0 ? available : claimed, available) / bytesPerFrame;
        if (form.Frames > frames)
            warnings.Add($"it ends early: it claims {form.Frames} samples of each channel, {frames} are there");
        else if (form.Frames > 0)
            frames = form.Frames;
        return new AiffChunks(form, new InterleavedSamples(offset, frames, form.Layout, form.Channels), warnings);
    }
}
