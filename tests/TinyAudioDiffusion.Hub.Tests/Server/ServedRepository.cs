namespace TinyAudioDiffusion.Hub.Tests.Server;

/// <summary>A repository: branches mean commits, commits hold files.</summary>
internal sealed class ServedRepository
{
    public Dictionary<string, string> Branches { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Dictionary<string, ServedFile>> Commits { get; } = new(StringComparer.Ordinal);

    public string? CommitOf(string revision) => Commits.ContainsKey(revision) ? revision : Branches.GetValueOrDefault(revision);

    /// <summary>Adds a commit to a branch.</summary>
    public ServedRepository Push(string branch, string commit, params (string Path, ServedFile File)[] files)
    {
        Commits[commit] = files.ToDictionary(item => item.Path, item => item.File, StringComparer.Ordinal);
        Branches[branch] = commit;
        return this;
    }
}
