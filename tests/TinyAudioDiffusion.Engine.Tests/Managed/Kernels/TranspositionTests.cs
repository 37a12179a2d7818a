using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

namespace TinyAudioDiffusion.Engine.Tests.Managed.Kernels;

public sealed unsafe class TranspositionTests
{
    [Theory]
    [InlineData(8, 8)]
    [InlineData(16, 16)]
    [InlineData(24, 8)]
    [InlineData(1, 1)]
    [InlineData(7, 19)]
    [InlineData(33, 17)]
    public void Transpose_AnyExtents_EqualsOneByOneAndTouchesNothingElse(int rows, int columns)
    {
        var (fromStride, toStride) = (columns + 3, rows + 5);
        var from = Enumerable.Range(1, rows * fromStride).Select(i => (float)i).ToArray();
        var expected = new float[columns * toStride];
        var actual = new float[columns * toStride];
        fixed (float* f = from, e = expected, a = actual)
        {
            Transposition.OneByOne(f, fromStride, rows, columns, e, toStride);
            Transposition.Transpose(f, fromStride, rows, columns, a, toStride);
        }

        Assert.Equal(expected, actual);
        Assert.Equal(from[fromStride * (rows - 1)], actual[rows - 1]);
    }
}
