namespace TinyAudioDiffusion.Hub;

/// <summary>What verifying one cached file found.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsIntact">Whether its content has the hash that its name says; null where nothing says its hash.</param>
public sealed record CacheCheck(string Path, bool? IsIntact);
