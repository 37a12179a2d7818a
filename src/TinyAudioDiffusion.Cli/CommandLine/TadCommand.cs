using System.CommandLine;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What it does.</param>
/// <param name="examples">Whole command lines that work.</param>
internal sealed class TadCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Adds options in the order in which help lists them.</summary>
    public void AddOptions(params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            Options.Add(option);
    }
}
