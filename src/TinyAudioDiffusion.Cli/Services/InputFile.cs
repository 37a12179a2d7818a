using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The files that a command line names as input.</summary>
internal static class InputFile
{
    /// <summary>Checks that a path names a file.</summary>
    /// <exception cref="CommandException">There is no such file, or it is a folder.</exception>
    public static void Require(string path, string what = "sound file")
    {
        if (Directory.Exists(path))
            throw new CommandException($"\"{path}\" is a folder; one {what} is needed here.");
        if (!File.Exists(path))
            throw new CommandException($"There is no file \"{path}\".");
    }
}
