namespace TinyAudioDiffusion.Audio;

/// <summary>Place of a provenance's JSON in a file.</summary>
/// <param name="Offset">The offset of its first byte in the stream.</param>
/// <param name="Size">The number of bytes that the file claims for it.</param>
/// <param name="Name">How the format names the place, for messages.</param>
internal sealed record ProvenancePlace(long Offset, long Size, string Name);
