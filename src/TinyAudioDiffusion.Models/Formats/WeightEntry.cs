using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>What a file says of one tensor; its values are read on demand.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="ElementType">How its elements are stored.</param>
/// <param name="Shape">Its extents, outermost first; empty for a single value.</param>
public sealed record WeightEntry(string Name, ElementType ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>Gets the number of elements: the product of the extents.</summary>
    public long ElementCount { get; } = Shape.Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>Gets the shape as messages write it: "[64, 257]".</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Tells how a network's parameter stands in a file of 32-bit floats.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The entry.</returns>
    public static WeightEntry Of(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(parameter.Name, ElementType.F32, [.. Enumerable.Range(0, parameter.Shape.Rank).Select(axis => (long)parameter.Shape[axis])]);
    }
}
