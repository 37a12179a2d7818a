namespace TinyAudioDiffusion.Cli.Console;

/// <summary>How much a command writes beside its results.</summary>
internal enum Detail
{
    /// <summary>Progress, notices, warnings and errors.</summary>
    Normal,

    /// <summary>Warnings and errors only.</summary>
    Quiet,

    /// <summary>What the library logs as well, and the stack trace of an unexpected error.</summary>
    Verbose,
}
