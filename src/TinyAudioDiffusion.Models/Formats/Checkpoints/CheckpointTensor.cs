using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>A tensor of a checkpoint's state dict.</summary>
/// <param name="Entry">Its name, type and shape.</param>
/// <param name="StorageKey">The storage that its values lie in.</param>
/// <param name="StorageOffset">Where they start in it, in elements.</param>
/// <param name="Aliases">The names of all tensors in that storage, this one among them.</param>
public sealed record CheckpointTensor(WeightEntry Entry, string StorageKey, long StorageOffset, IReadOnlyList<string> Aliases);
