namespace TinyAudioDiffusion.Cli.Console;

/// <summary>The exit codes of the process.</summary>
public static class ExitCodes
{
    /// <summary>The command succeeded.</summary>
    public const int Success = 0;

    /// <summary>The command failed; one sentence on the error stream says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>The user stopped the command (128 + SIGINT). Every file that was written is whole.</summary>
    public const int Cancelled = 130;

    /// <summary>Another process stopped the command (128 + SIGTERM). Every file that was written is whole.</summary>
    public const int Terminated = 143;
}
