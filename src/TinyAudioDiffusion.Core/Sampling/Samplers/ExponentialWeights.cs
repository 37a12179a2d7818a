using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The weights of exponential multistep methods on dx/dlambda = D - x: with D the polynomial through its values at some nodes,
/// x(lambda + h) = e^-h x + sum of weight times value, weight m = h * integral over u in [0, 1] of e^(-h (1 - u)) L_m(u).
/// </summary>
internal static class ExponentialWeights
{
    public const int MaxNodes = 4;

    /// <summary>
    /// Computes the weights for nodes that are counted in steps: 0 is where the step starts, 1 where it ends, negative is before.
    /// </summary>
    public static void Fill(double h, ReadOnlySpan<double> nodes, Span<double> weights)
    {
        Span<double> moments = stackalloc double[MaxNodes];
        Span<double> polynomial = stackalloc double[MaxNodes];
        Moments(h, moments[..nodes.Length]);
        for (var m = 0; m < nodes.Length; m++)
        {
            // The Lagrange polynomial by its coefficients, lowest power first.
            polynomial.Clear();
            polynomial[0] = 1;
            var degree = 0;
            for (var other = 0; other < nodes.Length; other++)
            {
                if (other == m)
                    continue;
                degree++;
                for (var k = degree; k >= 0; k--)
                    polynomial[k] = ((k == 0 ? 0 : polynomial[k - 1]) - (nodes[other] * polynomial[k])) / (nodes[m] - nodes[other]);
            }

            var sum = 0.0;
            for (var k = 0; k <= degree; k++)
                sum += polynomial[k] * moments[k];
            weights[m] = h * sum;
        }
    }

    // moment k = integral over u in [0, 1] of e^(-h (1 - u)) u^k: by parts (1 - k moment(k - 1)) / h, and where that would cancel
    // the series k! / (k + 1)! - h k! / (k + 2)! + ...
    private static void Moments(double h, Span<double> moments)
    {
        for (var k = 0; k < moments.Length; k++)
        {
            if (h > 1)
            {
                moments[k] = k == 0 ? (1 - PortableMath.Exp(-h)) / h : (1 - (k * moments[k - 1])) / h;
                continue;
            }

            var term = 1.0 / (k + 1);
            var sum = term;
            for (var j = 1; j < 24; j++)
            {
                term *= -h / (k + 1 + j);
                sum += term;
            }

            moments[k] = sum;
        }
    }
}
