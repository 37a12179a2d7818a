namespace TinyAudioDiffusion.Hub;

/// <summary>A model that its author has published on the Hub, and the version of it that this library was made for.</summary>
/// <param name="Id">The repository.</param>
/// <param name="Kind">What it makes.</param>
/// <param name="Pin">The commit, or its first digits where no more is known; then the branch "main" must still mean that commit.</param>
/// <param name="Checkpoint">The name of the weights; null where the repository's only checkpoint is taken.</param>
/// <param name="Sha256">The hash of the weights; null where only the Hub's announcement is known.</param>
public sealed record PublishedModel(string Id, DrumKind Kind, string Pin, string? Checkpoint = null, string? Sha256 = null)
{
    /// <summary>Gets the revision to ask for.</summary>
    public string Revision => HubRepository.IsCommit(Pin) ? Pin : HubRepository.MainBranch;

    /// <summary>Tells whether a commit is the pinned one.</summary>
    internal bool IsPinned(string commit) => commit.StartsWith(Pin, StringComparison.Ordinal);
}
