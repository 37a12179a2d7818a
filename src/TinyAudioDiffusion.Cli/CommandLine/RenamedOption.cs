using System.CommandLine;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>An option that had another name before. The old name still works and help does not show it.</summary>
internal sealed class RenamedOption<T> : Option<T>, IRenamedOption
{
    private readonly string[] _oldNames;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="name">The name.</param>
    /// <param name="oldNames">The names that the option had before.</param>
    public RenamedOption(string name, params string[] oldNames)
        : base(name, oldNames) => _oldNames = oldNames;

    public void HideOldNames()
    {
        foreach (var old in _oldNames)
            Aliases.Remove(old);
    }
}
