namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>The description of one tensor in a file. Its values stay in the file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="ElementType">How its elements are stored.</param>
/// <param name="Shape">Its extents, outermost first; empty for a single value.</param>
public sealed record WeightEntry(string Name, ElementType ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>Gets the number of elements: the product of the extents.</summary>
    public long ElementCount { get; } = Shape.Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>Gets the shape as messages write it: "[64, 257]".</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
