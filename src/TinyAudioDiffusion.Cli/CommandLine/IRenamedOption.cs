namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>An option with old names, whatever the type of its value.</summary>
internal interface IRenamedOption
{
    /// <summary>Removes the old names; called before help is written, after the command line was parsed.</summary>
    void HideOldNames();
}
