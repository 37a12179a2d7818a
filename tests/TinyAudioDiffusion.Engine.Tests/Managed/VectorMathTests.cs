using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

public sealed class VectorMathTests
{
    private const double StatedError = 2.5e-7;

    [Fact]
    public void Exp_OverItsWholeRange_KeepsItsStatedAccuracy()
    {
        for (var x = -86.9f; x < 87.9f; x += 0.00317f)
        {
            var exact = Math.Exp(x);
            Assert.InRange(Math.Abs((VectorMath<Simd128, Vector128<float>>.Exp(Vector128.Create(x))[0] - exact) / exact), 0, StatedError);
        }
    }

    [Fact]
    public void ExpBase2_OverItsWholeRange_KeepsItsStatedAccuracy()
    {
        for (var x = -124.9f; x <= 0f; x += 0.00217f)
        {
            var exact = Math.Pow(2, x);
            Assert.InRange(
                Math.Abs((VectorMath<Simd128, Vector128<float>>.ExpBase2OfNonPositive(Vector128.Create(x))[0] - exact) / exact),
                0,
                StatedError);
        }

        Assert.Equal(1f, VectorMath<Simd128, Vector128<float>>.ExpBase2OfNonPositive(Vector128<float>.Zero)[0]);
    }

    [Fact]
    public void Exp_EveryWidth_GivesTheSameBits()
    {
        for (var x = -100f; x < 100f; x += 0.37f)
        {
            var narrow = VectorMath<Simd128, Vector128<float>>.Silu(Vector128.Create(x))[0];
            Assert.Equal(narrow, VectorMath<Simd256, Vector256<float>>.Silu(Vector256.Create(x))[7]);
            Assert.Equal(narrow, VectorMath<Simd512, Vector512<float>>.Silu(Vector512.Create(x))[15]);
        }
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(1000f)]
    [InlineData(-1000f)]
    [InlineData(-1e6f)]
    public void Silu_FarOut_StaysFinite(float x)
    {
        var y = VectorMath<Simd128, Vector128<float>>.Silu(Vector128.Create(x))[0];
        Assert.Equal(Math.Max(x, 0f), y, tolerance: 1e-30f);
    }

    [Fact]
    public void GeluAndItsDerivative_AgainstTheScalarOnes_KeepTheirStatedAccuracy()
    {
        for (var x = -14f; x < 14f; x += 0.00317f)
        {
            var (y, slope) = (Gelu(x), VectorMath<Simd128, Vector128<float>>.GeluDerivative(Vector128.Create(x))[0]);
            var tail = x < 0 ? x * 0.5 * (1 + ScalarMath.Erf(x * 0.7071067811865476)) : 0;
            Assert.InRange(Math.Abs(y - (double)ScalarMath.Gelu(x)), 0, x is < 0 and > -5 ? 1e-6 * Math.Abs(tail) : 5e-7);
            Assert.InRange(Math.Abs(slope - (double)ScalarMath.GeluDerivative(x)), 0, 5e-7);
        }

        Assert.Equal(0f, Gelu(0f));
        Assert.Equal(0.5f, VectorMath<Simd128, Vector128<float>>.GeluDerivative(Vector128<float>.Zero)[0], 1e-7f);

        static float Gelu(float x) => VectorMath<Simd128, Vector128<float>>.Gelu(Vector128.Create(x))[0];
    }

    [Fact]
    public void Gelu_EveryWidth_GivesTheSameBits()
    {
        for (var x = -20f; x < 20f; x += 0.037f)
        {
            var narrow = VectorMath<Simd128, Vector128<float>>.Gelu(Vector128.Create(x))[0];
            Assert.Equal(narrow, VectorMath<Simd256, Vector256<float>>.Gelu(Vector256.Create(x))[7]);
            Assert.Equal(narrow, VectorMath<Simd512, Vector512<float>>.Gelu(Vector512.Create(x))[15]);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(-2, -0.9953222650189527)]
    [InlineData(2.999, 0.9999777698314002)]
    [InlineData(3.5, 0.9999992569016276)]
    [InlineData(7, 1)]
    public void Erf_KnownValues_Holds(double x, double expected) => Assert.Equal(expected, ScalarMath.Erf(x), 1e-12);

    [Fact]
    public void SinCosAndExp_AgainstTheLibrary_Hold()
    {
        for (var x = -30.0; x < 30; x += 0.0137)
        {
            var (sin, cos) = ScalarMath.SinCosTurns(x);
            Assert.Equal(Math.Sin(2 * Math.PI * x), sin, 2e-13);
            Assert.Equal(Math.Cos(2 * Math.PI * x), cos, 2e-13);
            Assert.Equal(1, ScalarMath.Exp(x) / Math.Exp(x), 4e-15);
        }
    }
}
