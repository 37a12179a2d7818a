namespace TinyAudioDiffusion.Audio;

/// <summary>The first bytes of a file.</summary>
internal static class FileStart
{
    /// <summary>Reads the bytes at a stream's position, at most <paramref name="length"/>, and goes back to it.</summary>
    public static byte[] Read(Stream stream, int length)
    {
        var position = stream.Position;
        var start = new byte[(int)Math.Clamp(stream.Length - position, 0, length)];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = position;
        return start[..count];
    }
}
