namespace TinyAudioDiffusion.Audio.Chunks;

/// <summary>A chunk of a RIFF or an IFF file.</summary>
/// <param name="Id">The four letters of its name, the first in the upper byte.</param>
/// <param name="Offset">Where its content begins in the stream.</param>
/// <param name="Size">The number of bytes that it claims.</param>
/// <param name="Available">The number of bytes that the stream holds from <paramref name="Offset"/> on.</param>
internal readonly record struct Chunk(uint Id, long Offset, long Size, long Available)
{
    /// <summary>Makes an <see cref="Id"/> of four letters.</summary>
    public static uint IdOf(string letters) => ((uint)letters[0] << 24) | ((uint)letters[1] << 16) | ((uint)letters[2] << 8) | letters[3];
}
