using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>A usable sound of a folder.</summary>
/// <param name="Listed">The file.</param>
/// <param name="Label">Its class, an index; -1 for none.</param>
/// <param name="ContentHash">The hash of its samples when the folder was opened.</param>
internal sealed record FolderSound(SoundFile Listed, int Label, UInt128 ContentHash);
