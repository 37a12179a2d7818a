namespace TinyAudioDiffusion.Files;

/// <summary>Writes files that appear whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file by way of a temporary one in the same folder, which takes the file's name only after everything is on disk. A
    /// file that is there already is replaced; after a failure it is as it was, and the temporary file is gone.
    /// </summary>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);

        var target = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
