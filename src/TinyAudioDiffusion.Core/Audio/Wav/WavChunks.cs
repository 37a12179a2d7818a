using System.Buffers.Binary;
using TinyAudioDiffusion.Audio.Chunks;
using TinyAudioDiffusion.Audio.Samples;

namespace TinyAudioDiffusion.Audio.Wav;

/// <summary>
/// The chunks that matter of a WAV file (RIFF, RF64 or BW64). Sizes in the file are claims: the samples here fit the stream.
/// </summary>
/// <param name="Format">The form of the samples.</param>
/// <param name="Samples">Where the samples lie.</param>
/// <param name="Provenance">Where the JSON of the sound's provenance lies, and the size that it claims; null for none.</param>
/// <param name="Warnings">What the reader leaves out or mends, each the end of a sentence that begins with the file.</param>
internal sealed record WavChunks(WavFormatChunk Format, InterleavedSamples Samples, Chunk? Provenance, IReadOnlyList<string> Warnings)
{
    private const uint OpenSize = 0xFFFFFFFF;

    private static readonly uint _format = Chunk.IdOf("fmt ");
    private static readonly uint _data = Chunk.IdOf("data");
    private static readonly uint _provenance = Chunk.IdOf("tadr");
    private static readonly uint _sizes = Chunk.IdOf("ds64");

    /// <summary>Tells whether a file begins as a WAV file does.</summary>
    public static bool IsWav(ReadOnlySpan<byte> start)
        => start.Length >= 12 && start[8..12].SequenceEqual("WAVE"u8)
            && (start[..4].SequenceEqual("RIFF"u8) || start[..4].SequenceEqual("RF64"u8) || start[..4].SequenceEqual("BW64"u8));

    /// <summary>Finds the chunks in a stream that can seek, from its position on.</summary>
    public static WavChunks Find(Stream stream, string file)
    {
        var walk = new ChunkWalk(stream, stream.Position + 12);
        WavFormatChunk? format = null;
        (long Offset, long Size)? data = null;
        Chunk? provenance = null;
        var warnings = new List<string>();
        var (sampleBytes, more) = (-1L, 0L);
        while (walk.TryNext(out var chunk))
        {
            if (chunk.Id == _format && format is null)
            {
                format = WavFormatChunk.Read(stream, Math.Min(chunk.Size, chunk.Available), file);
            }
            else if (chunk.Id == _sizes && sampleBytes < 0)
            {
                sampleBytes = ReadSampleBytes(stream, chunk);
            }
            else if (chunk.Id == _data)
            {
                var size = SizeOf(chunk, sampleBytes, walk, data is null ? warnings : []);
                walk.EndAt(chunk.Offset + size);
                if (data is not { Size: > 0 })
                    data = (chunk.Offset, size);
                else
                    more += size;
            }
            else if (chunk.Id == _provenance)
            {
                provenance ??= chunk;
            }
        }

        if (format is not { } known)
            throw new AudioFormatException(file, null, "there is no chunk \"fmt \", so nothing says what the samples are.");
        if (data is not { } samples)
            throw new AudioFormatException(file, null, "there is no chunk \"data\", so there are no samples.");
        if (more > 0)
            warnings.Add($"it has more than one chunk \"data\"; the first one is read, {more} bytes in others are left out");
        if (known.Warning is { } warning)
            warnings.Add(warning);
        return new WavChunks(
            known,
            new InterleavedSamples(samples.Offset, samples.Size / known.BytesPerFrame, known.Layout, known.Channels),
            provenance,
            warnings);
    }

    // A recorder that could not go back to the header leaves a placeholder: 0 or a size near 2 or 4 GiB.
    private static long SizeOf(Chunk chunk, long sampleBytes, ChunkWalk walk, List<string> warnings)
    {
        var size = chunk.Size == OpenSize && sampleBytes >= 0 ? sampleBytes : chunk.Size;
        if (size == 0 && chunk.Available > 0 && !walk.IsKnownAt(chunk.Offset))
        {
            warnings.Add("its chunk \"data\" claims to be empty; all that follows is taken for samples");
            return chunk.Available;
        }

        if (size > chunk.Available && !IsPlaceholder(size))
            warnings.Add($"it ends early: its chunk \"data\" claims {size} bytes, {chunk.Available} are there");
        return Math.Min(size, chunk.Available);
    }

    private static bool IsPlaceholder(long size) => size is (>= 0x7FFFF000 and <= 0x80000000) or (>= 0xFFFFF000 and <= OpenSize);

    // Sizes of 64 bits: of the file, then of the samples.
    private static long ReadSampleBytes(Stream stream, Chunk chunk)
    {
        Span<byte> sizes = stackalloc byte[16];
        var isWhole = Math.Min(chunk.Size, chunk.Available) >= sizes.Length
            && stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false) == sizes.Length;
        return isWhole ? BinaryPrimitives.ReadInt64LittleEndian(sizes[8..]) : -1;
    }
}
