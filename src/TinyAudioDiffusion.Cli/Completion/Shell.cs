namespace TinyAudioDiffusion.Cli.Completion;

/// <summary>A shell that completes command lines.</summary>
internal enum Shell
{
    Bash,
    Zsh,
    Fish,
    Pwsh,
}
