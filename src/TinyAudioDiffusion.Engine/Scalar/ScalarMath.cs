namespace TinyAudioDiffusion.Engine.Scalar;

/// <summary>
/// Functions of single numbers for features and activations. They compute in double with exactly rounded operations only, so they give the
/// same bits on every operating system and processor; the functions of <see cref="Math"/> do not promise that.
/// </summary>
internal static class ScalarMath
{
    private const double TwoOverSqrtPi = 1.1283791670955126;

    /// <summary>e^x to 1e-15 relative: x = n ln 2 + r, Taylor polynomial of degree 13 for |r| at most ln 2 / 2.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        x = Math.Min(x, 700);
        var n = Math.Round(x * 1.4426950408889634);
        var r = x - (n * 0.69314718036912382) - (n * 1.9082149292705877e-10);
        var sum = 1.0;
        for (var k = 13; k >= 1; k--)
            sum = 1 + (r / k * sum);
        return Math.ScaleB(sum, (int)n);
    }

    /// <summary>(sin(2 pi x), cos(2 pi x)) to 1e-15 absolute: reduction to an eighth of a turn, Taylor polynomials.</summary>
    public static (double Sin, double Cos) SinCosTurns(double x)
    {
        var quarter = Math.Round(x * 4);
        var angle = (x - (quarter / 4)) * 6.283185307179586; // at most pi / 4
        var square = angle * angle;
        double sin = 1, cos = 1;
        for (var k = 8; k >= 1; k--)
        {
            sin = 1 - (square / ((2 * k) * ((2 * k) + 1)) * sin);
            cos = 1 - (square / (((2 * k) - 1) * (2 * k)) * cos);
        }

        sin *= angle;
        return ((long)quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>x / (1 + e^-x).</summary>
    public static float Silu(float x) => (float)(x / (1 + Exp(-x)));

    /// <summary>x Phi(x) = x (1 + erf(x / sqrt 2)) / 2.</summary>
    public static float Gelu(float x) => (float)(x * 0.5 * (1 + Erf(x * 0.7071067811865476)));

    /// <summary>The derivative of <see cref="Silu"/>: s (1 + x (1 - s)), where s = 1 / (1 + e^-x).</summary>
    public static float SiluDerivative(float x)
    {
        var s = 1 / (1 + Exp(-x));
        return (float)(s * (1 + (x * (1 - s))));
    }

    /// <summary>The derivative of <see cref="Gelu"/>: Phi(x) + x phi(x).</summary>
    public static float GeluDerivative(float x)
        => (float)((0.5 * (1 + Erf(x * 0.7071067811865476))) + (x * 0.3989422804014327 * Exp(-0.5 * (double)x * x)));

    /// <summary>
    /// The error function to 1e-12: up to 3 the series e^(-x^2) sum 2^k x^(2k+1) / (2k+1)!!, beyond 3 a continued fraction.
    /// </summary>
    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        if (size > 6)
            return Math.CopySign(1, x);
        if (size < 3)
        {
            double term = x, sum = x;
            for (var k = 1; k < 120 && Math.Abs(term) > 1e-17 * Math.Abs(sum); k++)
            {
                term *= 2 * x * x / ((2 * k) + 1);
                sum += term;
            }

            return TwoOverSqrtPi * Exp(-x * x) * sum;
        }

        var fraction = size;
        for (var k = 60; k >= 1; k--)
            fraction = size + (k * 0.5 / fraction);
        var tail = Exp(-size * size) / (fraction * 1.7724538509055159);
        return Math.CopySign(1 - tail, x);
    }
}
