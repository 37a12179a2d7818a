using System.CommandLine;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>An option that had another name before. The old name still works and help does not show it.</summary>
/// <param name="name">The name.</param>
/// <param name="oldNames">The names that it had before.</param>
internal sealed class RenamedOption<T>(string name, params string[] oldNames) : Option<T>(name, oldNames), IRenamedOption
{
    public void HideOldNames()
    {
        foreach (var old in oldNames)
            Aliases.Remove(old);
    }
}
