namespace TinyAudioDiffusion.Training.Data;

/// <summary>Identifies a sound of a data set by its content, so that a training notices when a file holds another sound.</summary>
/// <param name="Name">The name that messages use: a file's path below its folder.</param>
/// <param name="Hash">The hash of the content, as hexadecimal digits; equal sounds have equal hashes.</param>
/// <param name="Label">The class; null for none.</param>
public sealed record SoundIdentity(string Name, string Hash, string? Label = null);
