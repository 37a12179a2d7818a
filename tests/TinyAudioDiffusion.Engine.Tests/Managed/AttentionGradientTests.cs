using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Tests.Conformance;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

/// <summary>
/// Attention with its backward: the same bits for every division of the work, and the same output as without keeping activations.
/// </summary>
public sealed class AttentionGradientTests
{
    /// <summary>Three chunks of queries, and a number of heads that no number of threads divides.</summary>
    private const int Samples = 555;

    [Theory]
    [InlineData(2, SimdWidth.Vector512)]
    [InlineData(7, SimdWidth.Vector512)]
    [InlineData(1, SimdWidth.Vector256)]
    [InlineData(5, SimdWidth.Vector256)]
    [InlineData(2, SimdWidth.Vector128)]
    public void Backward_ThreadsAndWidth_DoNotChangeABit(int threads, SimdWidth width)
        => Assert.Equal(Values(threads: 1, SimdWidth.Widest, withNaN: false), Values(threads, width, withNaN: false));

    [Fact]
    public void Backward_WhatLiesBehindTheLastSample_ChangesNothing()
        => Assert.Equal(Values(threads: 2, SimdWidth.Widest, withNaN: false), Values(threads: 2, SimdWidth.Widest, withNaN: true));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Backward_ItemInABatch_EqualsItAlone(int threads)
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
        var all = InputGradient(engine, firstItem: 0, items: 3);
        for (var item = 0; item < 3; item++)
            Assert.Equal(all[(item * all.Length / 3)..((item + 1) * all.Length / 3)], InputGradient(engine, item, items: 1));
    }

    [Fact]
    public void AttendKeeping_GivesWhatAttendGives()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 2 });
        using var o = new Operands(engine, seed: 5);
        var (x, attention) = (o.Tensor(2, 24, 90), o.Attention(24, 24, heads: 2, features: 16));
        using var expected = engine.Attend(x, context: null, attention);
        var (y, kept) = ((IGradientOperations)engine).AttendKeeping(x, context: null, attention);
        using (y)
        using (kept)
            Assert.Equal(engine.Read(expected), engine.Read(y));
    }

    [Fact]
    public void AttendBackward_WithWhatAnotherEngineKept_SaysSo()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        using var o = new Operands(engine, seed: 5);
        using var foreign = new MemoryStream();
        var (x, attention) = (o.Tensor(1, 8, 4), o.Attention(8, 8, heads: 1, features: 8));
        var failure = Assert.Throws<ArgumentException>(
            () => ((IGradientOperations)engine).AttendBackward(x, null, attention, foreign, x, new WeightGradients(engine)));
        Assert.Contains("MemoryStream", failure.Message, StringComparison.Ordinal);
    }

    private static float[] Values(int threads, SimdWidth width, bool withNaN)
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads, Width = width });
        if (withNaN)
            engine.FillPoolWithNaN(channels: [24, 60, 120], samples: [(Samples + 15) / 16 * 16]);
        var run = GradientRun.Of(engine, o => o.Attend(o.Tensor(1, 24, Samples), context: null, heads: 3, features: 20));
        return [.. run.Output, .. run.Gradients.SelectMany(gradient => gradient.Values!)];
    }

    private static float[] InputGradient(ManagedEngine engine, int firstItem, int items)
    {
        using var o = new Operands(engine, seed: 5);
        var attention = o.Attention(24, 24, heads: 3, features: 16);
        float ValueAt(int i) => (((i * 7919) + (firstItem * 24 * Samples * 7919)) % 2003 / 1001f) - 1f;
        var (x, dy) = (o.Tensor(new Shape(items, 24, Samples), ValueAt), o.Tensor(new Shape(items, 24, Samples), i => ValueAt(i + 11)));
        var (y, kept) = ((IGradientOperations)engine).AttendKeeping(x, context: null, attention);
        using (y)
        using (kept)
        {
            var (dx, _) = ((IGradientOperations)engine).AttendBackward(x, context: null, attention, kept, dy, new WeightGradients(engine));
            using (dx)
                return engine.Read(dx);
        }
    }
}
