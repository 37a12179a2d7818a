namespace TinyAudioDiffusion.Hub;

/// <summary>The files of a repository at one commit.</summary>
/// <param name="Id">The repository.</param>
/// <param name="Commit">The commit that the revision means just now.</param>
/// <param name="Files">The files; every name is safe as a path.</param>
public sealed record HubListing(string Id, string Commit, IReadOnlyList<HubListedFile> Files);
