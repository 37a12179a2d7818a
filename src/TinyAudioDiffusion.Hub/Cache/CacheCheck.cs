namespace TinyAudioDiffusion.Hub;

/// <summary>The result of verifying one cached file.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsIntact">Whether its content has the hash that its name says; null where nothing says its hash.</param>
public sealed record CacheCheck(string Path, bool? IsIntact);
