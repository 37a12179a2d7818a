using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Tests.Conformance;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

/// <summary>
/// Gradients (attention aside) have the same bits for every number of threads, every vector width and whatever lay in memory before, and
/// cause no garbage.
/// </summary>
public sealed class GradientDeterminismTests
{
    /// <summary>Several chunks, several runs of a kernel's gradient, and a last block that is not full.</summary>
    private const int Samples = 1390;

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
        var all = InputGradients(engine, firstItem: 0, items: 3);
        for (var item = 0; item < 3; item++)
        {
            var alone = InputGradients(engine, item, items: 1);
            for (var i = 0; i < all.Length; i++)
                Assert.Equal(all[i][(item * alone[i].Length)..((item + 1) * alone[i].Length)], alone[i]);
        }
    }

    [Fact]
    public void Backward_InSteadyState_AllocatesNothing()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        using var o = new Operands(engine, seed: 5);
        using var gradients = new WeightGradients(engine);
        var (x, convolution, norm) = (o.Tensor(1, 16, Samples), o.Convolution(16, 16, 3), o.Norm(16, 8));
        void Backward() => ((IGradientOperations)engine).ConvolveBackward(x, convolution, norm, x, wantsInput: true, gradients)!.Dispose();
        for (var i = 0; i < 3; i++)
            Backward();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Backward();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Values(int threads, SimdWidth width, bool withNaN)
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads, Width = width });
        if (withNaN)
            engine.FillPoolWithNaN(channels: [2, 12, 16, 20, 24, 32, 36, 40, 48, 64, 256], samples: [192, 304, 352, 704, 912, 1392]);
        Func<Operands, Differentiable>[] operations =
        [
            o => o.Convolve(2, 40, 24, 3, Samples, groups: 8),
            o => o.Convolve(1, 256, 20, 3, 190, groups: 8),
            o => o.Convolve(2, 48, 64, 3, Samples, groups: 8),
            o => o.Convolve(1, 2, 12, 5, Samples),
            o => o.Downsample(1, 20, 24, 2, Samples),
            o => o.Upsample(1, 36, 20, 2, Samples / 2),
            o => o.Upsample(2, 12, 6, 3, 300),
            o => o.Merge(1, 12, 0.7f, 20, 16, Samples),
            o => o.Modulate(o.Tensor(2, 24, Samples)),
            o => o.NormalizeGroups(2, 24, Samples, groups: 1, Activation.Gelu),
            o => o.NormalizeGroups(1, 20, Samples, groups: 4, Activation.Silu),
            o => o.Scale(2, 24, Samples),
            o => o.Linear(3, 130, 70, Activation.Silu, Activation.Gelu),
            o => o.Encode(1, 2, 24, 16, 4, 6, Samples),
            o => o.Decode(1, 2, 24, 16, 4, 6, 300),
            o => o.Encode(2, 2, 24, 64, 32, 16, 1600),
            o => o.Decode(2, 2, 24, 64, 32, 16, 50),
        ];
        return [.. operations.SelectMany(operation => GradientRun.Of(engine, operation).Gradients).SelectMany(
            gradient => gradient.Values!)];
    }

    private static float[][] InputGradients(ManagedEngine engine, int firstItem, int items)
    {
        using var o = new Operands(engine, seed: 5);
        float ValueAt(int i, int channels) => (((i * 7919) + (firstItem * channels * Samples * 7919)) % 2003 / 1001f) - 1f;
        Tensor Input(int channels, int shift) => o.Tensor(new Shape(items, channels, Samples), i => ValueAt(i + shift, channels));
        var operations = (IGradientOperations)engine;
        var (x, dy, gradients) = (Input(24, 0), Input(24, 11), new WeightGradients(engine));
        using var convolved = operations.ConvolveBackward(x, o.Convolution(24, 24, 3), o.Norm(24, 8), dy, wantsInput: true, gradients);
        using var upsampled = operations.UpsampleBackward(
            o.Tensor(new Shape(items, 24, Samples / 2), i => i % 7), o.Convolution(24, 24, 3, WeightUse.Upsampling), 2, dy, gradients);
        var (modulated, scaleAndShift) = operations.ModulateBackward(x, o.Tensor(new Shape(items, 48), i => i % 48 / 50f), dy);
        using (modulated)
        using (scaleAndShift)
            return [engine.Read(convolved!), engine.Read(upsampled), engine.Read(modulated), engine.Read(scaleAndShift)];
    }
}
