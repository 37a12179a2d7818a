using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

/// <summary>A view of a storage; everything but the values.</summary>
internal sealed class TensorDescription
{
    private const int MaxDimensions = 16;

    /// <summary>The most elements of one tensor: a stride of zero makes many from few, so that the file's size is no limit.</summary>
    private const long MaxElements = 1 << 28;

    /// <summary>Describes a view that lies within its storage.</summary>
    /// <exception cref="PickleException">The view reaches beyond its storage, or is of no size that a tensor has.</exception>
    public TensorDescription(StorageDescription storage, ElementType type, long offset, long[] shape, long[] strides)
    {
        Storage = storage;
        ElementType = type;
        Offset = offset;
        Shape = shape;
        Strides = strides;
        if (shape.Length != strides.Length || shape.Length > MaxDimensions)
            throw new PickleException(
                $"has a tensor with {shape.Length} extents and {strides.Length} strides; they must be equally many, at "
                    + $"most {MaxDimensions}.");
        if (offset < 0 || Array.Exists(shape, extent => extent < 0) || Array.Exists(strides, stride => stride < 0))
            throw new PickleException("has a tensor with a negative offset, extent or stride; the file is damaged or was tampered with.");

        try
        {
            Count = shape.Aggregate(1L, (product, extent) => checked(product * extent));
            for (var i = 0; Count > 0 && i < shape.Length; i++)
                Extent = checked(Extent + ((shape[i] - 1) * strides[i]));
            Extent = Count > 0 ? checked(Extent + 1) : 0;
            if (checked((offset + Extent) * type.Bytes()) > storage.ByteCount)
                throw new PickleException(
                    $"has a tensor that reaches beyond its storage {storage.Key}; the file is damaged or was tampered with.");
        }
        catch (OverflowException)
        {
            throw new PickleException("has a tensor whose size overflows 64 bits; the file is damaged or was tampered with.");
        }

        if (Count > MaxElements || Extent > MaxElements)
            throw new PickleException($"has a tensor of {Count} elements within {Extent}; at most {MaxElements} are read.");
    }

    public StorageDescription Storage { get; }

    public ElementType ElementType { get; }

    /// <summary>Gets where it starts in the storage, in elements.</summary>
    public long Offset { get; }

    public long[] Shape { get; }

    /// <summary>Gets how far apart neighbours are along each extent, in elements.</summary>
    public long[] Strides { get; }

    public long Count { get; }

    /// <summary>Gets the elements from its first to its last in the storage.</summary>
    public long Extent { get; }

    /// <summary>Gets a value indicating whether its elements lie in row-major order without gaps.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var i = Shape.Length - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != expected)
                    return Count == 0;
                expected *= Shape[i];
            }

            return true;
        }
    }

    /// <summary>Gets the index of each element, row by row, counted from the first one.</summary>
    public IEnumerable<int> Indices()
    {
        var at = new long[Shape.Length];
        var index = 0L;
        for (var i = 0L; i < Count; i++)
        {
            yield return (int)index;
            for (var d = at.Length - 1; d >= 0; d--)
            {
                index += Strides[d];
                if (++at[d] < Shape[d])
                    break;
                index -= at[d] * Strides[d];
                at[d] = 0;
            }
        }
    }
}
