using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Files;

/// <summary>
/// Writes files that appear whole or not at all. Public, because every package of this library that writes files uses it.
/// </summary>
public static partial class AtomicFile
{
    private static readonly string _machine =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

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

        var temporary = TemporaryPath(target);
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

    /// <summary>
    /// Names an unfinished file or folder beside its final place. The name says which process of which machine writes it.
    /// </summary>
    /// <param name="target">The final place.</param>
    /// <returns>A path that nothing has, in the same folder, because a rename across disks is a copy.</returns>
    public static string TemporaryPath(string target)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        var name = $".{Path.GetFileName(full)}.{_machine}-{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        return Path.Combine(Path.GetDirectoryName(full) ?? full, name);
    }

    /// <summary>
    /// Removes the unfinished files and folders that processes of this machine left behind when they were killed. Those of running
    /// processes
    /// and of other machines stay.
    /// </summary>
    /// <param name="folder">The folder to look into, not below it; nothing happens where it is missing.</param>
    public static void RemoveAbandoned(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(".*.tmp", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            if (Temporary().Match(entry.Name) is not { Success: true } match || match.Groups["machine"].Value != _machine
                || !int.TryParse(match.Groups["process"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || IsRunning(id, entry.LastWriteTimeUtc))
            {
                continue;
            }

            try
            {
                if (entry is DirectoryInfo { LinkTarget: null } left)
                    left.Delete(recursive: true);
                else
                    entry.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another process removes it at the same time, or it may not be removed: it is in nobody's way.
            }
        }
    }

    // A process that started after the last write has only the same number as the one that wrote.
    private static bool IsRunning(int id, DateTime lastWrite)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return id == Environment.ProcessId || process.StartTime.ToUniversalTime() <= lastWrite.AddSeconds(2);
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return true;
        }
    }

    [GeneratedRegex("^\\..*\\.(?<machine>[0-9a-f]{8})-(?<process>[0-9]{1,10})-[0-9a-f]{32}\\.tmp$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Temporary();
}
