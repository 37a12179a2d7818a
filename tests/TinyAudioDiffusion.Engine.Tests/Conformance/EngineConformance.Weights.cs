namespace TinyAudioDiffusion.Engine.Tests.Conformance;

public abstract partial class EngineConformance
{
    public static TheoryData<WeightUse, int[]> Weights { get; } = new()
    {
        { WeightUse.Values, [5] },
        { WeightUse.Values, [3, 7] },
        { WeightUse.Convolution, [16, 8, 3] },
        { WeightUse.Convolution, [13, 5, 3] },
        { WeightUse.Convolution, [9, 7] },
        { WeightUse.Convolution, [1, 1, 1] },
        { WeightUse.Upsampling, [8, 8, 3] },
        { WeightUse.Upsampling, [11, 6, 3] },
        { WeightUse.TransposedConvolution, [6, 4, 4] },
        { WeightUse.TransposedConvolution, [5, 2, 5] },
    };

    /// <summary>A training reads weights back and continues from the same bits, whatever the engine's layout.</summary>
    [Theory]
    [MemberData(nameof(Weights))]
    public void Weight_IsReadBack_BitForBit(WeightUse use, int[] extents)
    {
        var shape = extents switch
        {
            [var length] => new Shape(length),
            [var rows, var columns] => new Shape(rows, columns),
            _ => new Shape(extents[0], extents[1], extents[2]),
        };
        var (first, second) = (Numbers(shape, 0.1f), Numbers(shape, -0.37f));
        var read = new float[shape.ElementCount];
        using var weight = Actual.CreateWeight(first, shape, use);
        Actual.Read(weight, read);
        Assert.Equal(first, read);
        Actual.Update(weight, second);
        Actual.Read(weight, read);
        Assert.Equal(second, read);
        Assert.Throws<ArgumentException>(() => Actual.Read(weight, new float[shape.ElementCount + 1]));
    }

    private static float[] Numbers(Shape shape, float step) => [.. Enumerable.Range(0, shape.ElementCount).Select(i => 1 + (step * i))];
}
