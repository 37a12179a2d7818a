using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// The multiplication that everything is made of, by itself: one thread, a tile that lies in the caches, every vector width.
/// </summary>
public unsafe class GemmBenchmarks
{
    private const int Padding = 16;

    private AlignedBuffer _panels = null!;
    private AlignedBuffer _tile = null!;
    private AlignedBuffer _result = null!;

    public readonly record struct Tile(int Rows, int Channels, int Taps, int Columns) : IWork
    {
        public double FloatingPointOperations => 2.0 * Rows * Channels * Taps * Columns;

        public override string ToString() => $"{Rows} x {Channels} x {Taps} x {Columns}";
    }

    /// <summary>Convolutions of every width, a query projection, and the products of an attention head.</summary>
    public static IEnumerable<Tile> Tiles { get; } =
    [
        new(32, 32, 3, 192), new(64, 64, 3, 192), new(128, 128, 3, 192), new(256, 256, 3, 192), new(512, 256, 1, 192), new(64, 64, 1, 192),
    ];

    [ParamsSource(nameof(Tiles))]
    public Tile Shape { get; set; }

    [Params(SimdWidth.Vector512, SimdWidth.Vector256, SimdWidth.Vector128)]
    public SimdWidth Width { get; set; }

    private int Stride => Shape.Columns + Padding;

    [GlobalSetup]
    public void SetUp()
    {
        _panels = Filled((long)PanelPacking.RoundUp(Shape.Rows) * Shape.Channels * Shape.Taps);
        _tile = Filled((long)Shape.Channels * Stride);
        _result = Filled((long)PanelPacking.RoundUp(Shape.Rows) * Stride);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _panels.Dispose();
        _tile.Dispose();
        _result.Dispose();
    }

    [Benchmark]
    public void Multiply()
    {
        switch (Width)
        {
            case SimdWidth.Vector512:
                Multiply<Simd512, Vector512<float>>();
                break;
            case SimdWidth.Vector256:
                Multiply<Simd256, Vector256<float>>();
                break;
            default:
                Multiply<Simd128, Vector128<float>>();
                break;
        }
    }

    private static AlignedBuffer Filled(long floats)
    {
        var buffer = new AlignedBuffer(floats);
        for (long i = 0; i < floats; i++)
            buffer.Pointer[i] = 0.001f * (i % 97);
        return buffer;
    }

    private void Multiply<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
        => TileGemm<TSimd, TVector>.Multiply(
            _panels.Pointer, Shape.Rows, Shape.Channels, Shape.Taps, null, _tile.Pointer, Stride, _result.Pointer, Stride, Shape.Columns);
}
