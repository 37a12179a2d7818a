using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The places to which a command line writes, checked before the work begins.</summary>
internal static class OutputFolder
{
    /// <summary>
    /// Checks that a folder can be written to, whether it is there or not, and creates nothing. Unfinished files that a killed process left
    /// in
    /// it are removed.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="option">The option or argument that names it, for the message.</param>
    /// <exception cref="CommandException">The folder, or the first one above it that is there, is a file or takes no file.</exception>
    public static void RequireWritable(string path, string option = "--out")
    {
        if (path.Length == 0)
            throw new UsageException($"{option} is empty: name a folder.");
        if (File.Exists(path))
            throw new CommandException($"\"{path}\" is a file; {option} takes a folder.");
        for (var folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
                throw new CommandException($"\"{path}\" cannot be created: \"{folder}\" is a file.");
            if (!Directory.Exists(folder))
                continue;
            Probe(folder, path, option);
            AtomicFile.RemoveAbandoned(folder);
            return;
        }
    }

    /// <summary>Checks that a file can be written. Creates nothing.</summary>
    /// <exception cref="CommandException">The path is a folder, or its folder takes no file.</exception>
    public static void RequireWritableFile(string path, string option = "--out")
    {
        if (Directory.Exists(path))
            throw new CommandException($"\"{path}\" is a folder; {option} takes a file.");
        RequireWritable(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path, option);
    }

    private static void Probe(string folder, string path, string option)
    {
        var probe = Path.Combine(folder, $".tad-{Guid.NewGuid():N}");
        try
        {
            using var stream = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = exception is UnauthorizedAccessException ? "access is denied" : "no file can be created there";
            throw new CommandException($"\"{path}\" cannot be written to, because {reason}: name another place with {option}.", exception);
        }
    }
}
