using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

/// <summary>A block of elements in an archive, which several tensors may share.</summary>
/// <param name="Key">Its number, as text.</param>
/// <param name="ElementType">How its elements are stored; null where it is only bytes and each tensor says.</param>
/// <param name="Count">The number of elements, or of bytes.</param>
internal sealed record StorageDescription(string Key, ElementType? ElementType, long Count)
{
    public long ByteCount => Count * (ElementType?.Bytes() ?? 1);
}
