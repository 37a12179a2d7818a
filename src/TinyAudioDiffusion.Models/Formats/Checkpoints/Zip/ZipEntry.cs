namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Zip;

/// <summary>One stored file of an archive, as the central directory describes it.</summary>
/// <param name="Name">The full name.</param>
/// <param name="HeaderOffset">Where its local header starts.</param>
/// <param name="Size">The size of its content.</param>
/// <param name="Checksum">The CRC-32 of its content.</param>
/// <param name="End">Where the next entry, or the directory, starts; the content may not reach beyond.</param>
internal sealed record ZipEntry(string Name, long HeaderOffset, long Size, uint Checksum, long End);
