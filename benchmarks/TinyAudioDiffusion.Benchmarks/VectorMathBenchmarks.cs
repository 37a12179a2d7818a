using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>exp and SiLU on 16384 values that lie in the caches, one thread; the times are for one value.</summary>
public unsafe class VectorMathBenchmarks
{
    private const int Count = 16384;
    private readonly float[] _values = new float[Count];
    private readonly float[] _results = new float[Count];

    private interface IFunction
    {
        static abstract TVector Apply<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : unmanaged;
    }

    [GlobalSetup]
    public void SetUp()
    {
        for (var i = 0; i < Count; i++)
            _values[i] = ((i % 1001) / 50f) - 10f;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void SiluScalar()
    {
        for (var i = 0; i < Count; i++)
            _results[i] = ScalarMath.Silu(_values[i]);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Silu128() => Run<Simd128, Vector128<float>, SiluFunction>();

    [Benchmark(OperationsPerInvoke = Count)]
    public void Silu256() => Run<Simd256, Vector256<float>, SiluFunction>();

    [Benchmark(OperationsPerInvoke = Count)]
    public void Silu512() => Run<Simd512, Vector512<float>, SiluFunction>();

    [Benchmark(OperationsPerInvoke = Count)]
    public void Exp512() => Run<Simd512, Vector512<float>, ExpFunction>();

    [Benchmark(OperationsPerInvoke = Count)]
    public void ExpBase2OfNonPositive512() => Run<Simd512, Vector512<float>, ExpBase2Function>();

    private void Run<TSimd, TVector, TFunction>()
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
        where TFunction : struct, IFunction
    {
        fixed (float* from = _values)
        fixed (float* to = _results)
        {
            for (var i = 0; i < Count; i += TSimd.Lanes)
                TSimd.Store(to + i, TFunction.Apply<TSimd, TVector>(TSimd.Load(from + i)));
        }
    }

    private readonly struct SiluFunction : IFunction
    {
        public static TVector Apply<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : unmanaged
            => VectorMath<TSimd, TVector>.Silu(x);
    }

    private readonly struct ExpFunction : IFunction
    {
        public static TVector Apply<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : unmanaged
            => VectorMath<TSimd, TVector>.Exp(x);
    }

    private readonly struct ExpBase2Function : IFunction
    {
        public static TVector Apply<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : unmanaged
            => VectorMath<TSimd, TVector>.ExpBase2OfNonPositive(x);
    }
}
