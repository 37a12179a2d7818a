namespace TinyAudioDiffusion.Files;

/// <summary>
/// Writes files that appear whole or not at all. Public, because every package of this library that writes files uses it.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file beside its final place, flushes it to the disk and renames it; an existing file is replaced in that one step.
    /// </summary>
    /// <param name="path">Where the file shall be; missing folders are created.</param>
    /// <param name="write">Writes the content. When it throws, nothing is left behind and an existing file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);

        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"\"{path}\" names no file.", nameof(path));
        Directory.CreateDirectory(folder);

        // The same folder, because a rename across disks is a copy; a name of its own, because two writers may race.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
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
