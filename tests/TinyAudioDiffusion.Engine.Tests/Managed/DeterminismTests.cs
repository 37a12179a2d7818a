using TinyAudioDiffusion.Engine.Managed;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

/// <summary>
/// The engine gives the same bits for every number of threads, every vector width and every batch, and however busy it is.
/// </summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1, SimdWidth.Vector512)]
    [InlineData(2, SimdWidth.Vector512)]
    [InlineData(5, SimdWidth.Vector512)]
    [InlineData(1, SimdWidth.Vector256)]
    [InlineData(3, SimdWidth.Vector256)]
    [InlineData(2, SimdWidth.Vector128)]
    public void Pass_ThreadsAndWidth_DoNotChangeABit(int threads, SimdWidth width)
        => Assert.Equal(Pass(threads: 1, SimdWidth.Widest, batch: 2), Pass(threads, width, batch: 2));

    [Fact]
    public void Pass_ItemInABatch_EqualsItAlone()
    {
        var all = Pass(threads: 2, SimdWidth.Widest, batch: 8);
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 2 });
        using var operands = new PassOperands(engine);
        for (var item = 0; item < 8; item++)
            Assert.Equal(all[(item * all.Length / 8)..((item + 1) * all.Length / 8)], operands.Run(firstItem: item, items: 1));
    }

    [Fact]
    public async Task Pass_ManyAtOnce_EqualsOneByOne()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 3 });
        using var operands = new PassOperands(engine);
        var alone = Enumerable.Range(0, 6).Select(item => operands.Run(item, 1)).ToArray();

        var atOnce = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => operands.Run(i % 6, 1))));

        for (var i = 0; i < atOnce.Length; i++)
            Assert.Equal(alone[i % 6], atOnce[i]);
    }

    [Fact]
    public void Pass_InSteadyState_AllocatesNothing()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        using var operands = new PassOperands(engine);
        using var x = operands.Input(0, 1);
        for (var i = 0; i < 3; i++)
            operands.Forward(x).Dispose();

        var before = GC.GetAllocatedBytesForCurrentThread();
        operands.Forward(x).Dispose();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Tensor_DisposedTwiceOrUsedAfterwards_Throws()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        var tensor = engine.CreateTensor([1f, 2f], new Shape(2));
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(tensor.Dispose);
        Assert.Throws<ObjectDisposedException>(() => tensor.Shape);
    }

    [Fact]
    public void Engine_TensorOfAnotherEngine_SaysSo()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        using var other = new Scalar.ScalarEngine();
        using var tensor = other.CreateTensor([1f], new Shape(1));
        Assert.Contains(
            "managed engine", Assert.Throws<ArgumentException>(() => engine.Add(tensor, tensor)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2000)]
    public void Engine_ThreadsOutOfRange_Throws(int threads)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new ManagedEngine(new ManagedEngineOptions { Threads = threads }));

    private static float[] Pass(int threads, SimdWidth width, int batch)
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads, Width = width });
        using var operands = new PassOperands(engine);
        return operands.Run(0, batch);
    }
}
