namespace TinyAudioDiffusion.Numerics;

/// <summary>
/// Elementary functions that give the same bits on every machine: series of our own over +, -, *, / and sqrt, which IEEE 754 rounds the
/// same way everywhere. The functions of the runtime call each system's C library, whose last bit may differ.
/// </summary>
/// <remarks>
/// Use them wherever a value decides samples; they are public for samplers, schedules and synthesisers outside of this package. Sine,
/// cosine and tangent of multiples of pi need nothing here: <see cref="double.SinPi"/> and <see cref="double.CosPi"/> are managed code.
/// Relative errors stay below 4e-16 for Log, 1e-15 for Exp and Atan.
/// </remarks>
public static class PortableMath
{
    // ln 2 in two parts: the first has 32 significant bits, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // The series after their first terms, lowest power first; the compiler rounds each quotient correctly.
    private static ReadOnlySpan<double> AtanhTail =>
        [1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21];

    private static ReadOnlySpan<double> AtanTail =>
        [-1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9, -1.0 / 11, 1.0 / 13, -1.0 / 15, 1.0 / 17, -1.0 / 19, 1.0 / 21, -1.0 / 23];

    private static ReadOnlySpan<double> ExpTail =>
    [
        1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800,
        1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200,
    ];

    /// <summary>
    /// Computes ln u. u = 2^e m with m in [sqrt(1/2), sqrt(2)), and ln m = 2 atanh(z) = 2 (z + z^3/3 + z^5/5 + ...) with
    /// z = (m - 1) / (m + 1), |z| at most 0.1716. The first term left out is z^23 * 2/23, below 3e-19.
    /// </summary>
    /// <param name="u">The number, positive and normal; of others the result means nothing.</param>
    /// <returns>The natural logarithm.</returns>
    public static double Log(double u)
    {
        const double sqrt2 = 1.4142135623730951;
        var bits = BitConverter.DoubleToInt64Bits(u);
        var e = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m >= sqrt2)
        {
            m *= 0.5;
            e++;
        }

        var z = (m - 1.0) / (m + 1.0);
        var w = z * z;
        var tail = w * Polynomial(w, AtanhTail);
        var logM = (2.0 * z) + (2.0 * z * tail);
        return (e * Ln2High) + ((e * Ln2Low) + logM);
    }

    /// <summary>
    /// Computes e^x = 2^k e^r with r in [-ln 2 / 2, ln 2 / 2] and the Taylor series of e^r up to r^14, whose first term left out is below
    /// 1e-19.
    /// </summary>
    /// <param name="x">The exponent.</param>
    /// <returns>The power; 0 below -700 and infinity above 700.</returns>
    public static double Exp(double x)
    {
        if (!(x > -700))
            return double.IsNaN(x) ? x : 0;
        if (x > 700)
            return double.PositiveInfinity;
        var k = (int)Math.Round(x / (Ln2High + Ln2Low));
        var r = (x - (k * Ln2High)) - (k * Ln2Low);
        var e = 1 + (r + (r * r * Polynomial(r, ExpTail)));
        return e * BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
    }

    /// <summary>Computes b^x as e^(x ln b).</summary>
    /// <param name="b">The base, positive and normal.</param>
    /// <param name="x">The exponent.</param>
    /// <returns>The power.</returns>
    public static double Pow(double b, double x) => Exp(x * Log(b));

    /// <summary>
    /// Computes the arc tangent: |x| above 1 through pi/2 - atan(1/x), then twice atan(x) = 2 atan(x / (1 + sqrt(1 + x^2))), which leaves
    /// at most tan(pi/16) = 0.199, then the Taylor series up to x^23, whose first term left out is below 2e-19.
    /// </summary>
    /// <param name="x">The tangent.</param>
    /// <returns>The angle in radians, from -pi/2 to pi/2.</returns>
    public static double Atan(double x)
    {
        if (double.IsNaN(x) || x == 0)
            return x;
        var magnitude = Math.Abs(x);
        var inverted = magnitude > 1;
        var y = inverted ? 1 / magnitude : magnitude;
        y /= 1 + Math.Sqrt(1 + (y * y));
        y /= 1 + Math.Sqrt(1 + (y * y));
        var w = y * y;
        var angle = 4 * (y + (y * w * Polynomial(w, AtanTail)));
        if (inverted)
            angle = (Math.PI / 2) - angle;
        return x < 0 ? -angle : angle;
    }

    /// <summary>Computes a polynomial by Horner's scheme; the order of the operations is part of what the functions promise.</summary>
    internal static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        var sum = coefficients[^1];
        for (var i = coefficients.Length - 2; i >= 0; i--)
            sum = coefficients[i] + (x * sum);
        return sum;
    }
}
