namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>The Hub's facts about one file.</summary>
/// <param name="Commit">The commit that the revision means just now.</param>
/// <param name="Hash">The file's hash, which names it in the cache.</param>
/// <param name="Size">Its size in bytes; null where only the download itself will tell.</param>
/// <param name="Location">Where its bytes are; often signed, and only for a while.</param>
internal sealed record FileMetadata(string Commit, ContentHash Hash, long? Size, Uri Location);
