using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Beats;

/// <summary>Finds the groove that a command line names.</summary>
internal static class GrooveInput
{
    /// <summary>Reads a file, a MIDI file or a grid by its content, or takes a built-in groove.</summary>
    /// <exception cref="UsageException">There is neither a file nor a groove of the name.</exception>
    /// <exception cref="GrooveFormatException">The file is no groove.</exception>
    public static Groove Read(string name, Terminal terminal)
    {
        if (!Path.Exists(name))
        {
            return BuiltInGrooves.Names.Contains(name, StringComparer.OrdinalIgnoreCase)
                ? BuiltInGrooves.Get(name)
                : throw new UsageException(
                    $"There is no file \"{name}\" and no groove of that name; built in are {string.Join(", ", BuiltInGrooves.Names)}.");
        }

        InputFile.Require(name, "groove file");
        var groove = MidiGroove.Recognizes(name) ? MidiGroove.Load(name) : GrooveGrid.Load(name);
        foreach (var warning in groove.Warnings)
            terminal.WriteWarning($"{name}: {warning}.");
        return groove;
    }
}
