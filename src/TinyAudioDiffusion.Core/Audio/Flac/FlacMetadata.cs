using System.Buffers.Binary;

namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>The metadata blocks before the frames of a FLAC file.</summary>
/// <param name="Info">The form of the stream.</param>
/// <param name="FirstFrame">The offset of the first frame in the stream.</param>
/// <param name="Provenance">Where the JSON of the sound's provenance lies; null for none.</param>
internal sealed record FlacMetadata(FlacStreamInfo Info, long FirstFrame, ProvenancePlace? Provenance)
{
    private const int StreamInfoBlock = 0;
    private const int ApplicationBlock = 2;
    private const int HeaderSize = 4;

    /// <summary>
    /// The number of blocks after which a file is taken for broken: a file of empty blocks shall not keep us for minutes.
    /// </summary>
    private const int MostBlocks = 10_000;

    /// <summary>Tells whether a file begins as a FLAC file does.</summary>
    public static bool IsFlac(ReadOnlySpan<byte> start) => start.StartsWith("fLaC"u8);

    /// <summary>Reads the blocks in a stream that can seek, from its position on.</summary>
    public static FlacMetadata Read(Stream stream, string file)
    {
        FlacStreamInfo? info = null;
        ProvenancePlace? provenance = null;
        var position = stream.Position + 4;
        Span<byte> header = stackalloc byte[HeaderSize];
        Span<byte> content = stackalloc byte[FlacStreamInfo.Size];
        var last = false;
        for (var i = 0; !last; i++)
        {
            stream.Position = Math.Min(position, stream.Length);
            if (i == MostBlocks || stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
                throw new AudioFormatException(file, $"metadata block {i}", "the file ends before its first frame.");
            last = (header[0] & 0x80) != 0;
            var (type, size) = (header[0] & 0x7F, (int)BinaryPrimitives.ReadUInt32BigEndian(header) & 0xFFFFFF);
            if (type == StreamInfoBlock && info is null)
            {
                if (size < FlacStreamInfo.Size || stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length)
                {
                    throw new AudioFormatException(
                        file, "block STREAMINFO", $"the block has {size} bytes, {FlacStreamInfo.Size} are needed.");
                }

                info = FlacStreamInfo.Parse(content, file);
            }
            else if (type == ApplicationBlock && size > 4 && stream.ReadAtLeast(content[..4], 4, throwOnEndOfStream: false) == 4)
            {
                if (content[..4].SequenceEqual("tadr"u8))
                    provenance ??= new ProvenancePlace(position + HeaderSize + 4, size - 4, "block APPLICATION \"tadr\"");
            }

            position += HeaderSize + size;
        }

        return info is null
            ? throw new AudioFormatException(file, null, "there is no block STREAMINFO, so nothing says what the samples are.")
            : new FlacMetadata(info, position, provenance);
    }
}
