using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>One line on the error stream that names the current measurement. A progress bar would take time from it.</summary>
internal sealed class Stages(Terminal terminal, bool show)
{
    private readonly bool _shows = show && terminal.ShowsProgress;

    public void Enter(string stage)
    {
        if (_shows)
            terminal.Error.Write($"\r\u001b[K{stage}...");
    }

    public void Clear()
    {
        if (_shows)
            terminal.Error.Write("\r\u001b[K");
    }
}
