using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion;

/// <summary>
/// Spherical interpolation (Shoemake, "Animating Rotation with Quaternion Curves", 1985): between two noises along the sphere on which
/// noise lies, so that noise between is as loud as its ends. Sums are in double and in order.
/// </summary>
internal static class Slerp
{
    public static void Fill(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double position, Span<float> result)
    {
        var (dot, lengthFrom, lengthTo) = (0.0, 0.0, 0.0);
        for (var i = 0; i < from.Length; i++)
        {
            dot += (double)from[i] * to[i];
            lengthFrom += (double)from[i] * from[i];
            lengthTo += (double)to[i] * to[i];
        }

        // The angle in units of pi, from its cosine: acos(c) = 2 atan(sqrt((1 - c) / (1 + c))).
        var cosine = Math.Clamp(dot / Math.Sqrt(lengthFrom * lengthTo), -1, 1);
        var angle = 2 * PortableMath.Atan(Math.Sqrt((1 - cosine) / (1 + cosine))) / Math.PI;
        var sine = double.SinPi(angle);
        var straight = !(sine > 1e-6);
        var (first, second) = straight
            ? ((float)(1 - position), (float)position)
            : ((float)(double.SinPi((1 - position) * angle) / sine), (float)(double.SinPi(position * angle) / sine));
        for (var i = 0; i < from.Length; i++)
            result[i] = (first * from[i]) + (second * to[i]);
    }
}
