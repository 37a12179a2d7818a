using System.Numerics.Tensors;
using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Diffusion;

/// <summary>
/// The mathematics of velocity prediction (Salimans and Ho, "Progressive Distillation for Fast Sampling of Diffusion Models", 2022,
/// section 4 and appendix D), in one place: a noise level t in [0, 1] stands for the angle pi t / 2.
/// </summary>
/// <remarks>
/// <code>
/// alpha(t) = cos(pi t / 2)         sigma(t) = sin(pi t / 2)
/// noisy    = alpha clean + sigma noise
/// velocity = alpha noise - sigma clean
/// clean    = alpha noisy - sigma velocity
/// noise    = sigma noisy + alpha velocity
/// </code>
/// Every value is computed from the values at its own place with separately rounded multiplications and additions, so an item of a
/// batch gets the same bits wherever it stands. All spans of a call have the same length.
/// </remarks>
public static class VObjective
{
    /// <summary>Computes the share of the clean sound at a noise level: 1 at t = 0, exactly 0 at t = 1.</summary>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <returns>cos(pi t / 2).</returns>
    public static float Alpha(float noiseLevel) => (float)double.CosPi(0.5 * noiseLevel);

    /// <summary>Computes the share of the noise at a noise level: 0 at t = 0, exactly 1 at t = 1.</summary>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <returns>sin(pi t / 2).</returns>
    public static float Sigma(float noiseLevel) => (float)double.SinPi(0.5 * noiseLevel);

    /// <summary>Mixes sound and noise: alpha clean + sigma noise.</summary>
    /// <param name="clean">The clean sound.</param>
    /// <param name="noise">Standard normal noise.</param>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <param name="noisy">Receives the mixture; may be <paramref name="clean"/> itself, must not overlap <paramref name="noise"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Noisy(ReadOnlySpan<float> clean, ReadOnlySpan<float> noise, float noiseLevel, Span<float> noisy)
        => Combine(clean, Alpha(noiseLevel), noise, Sigma(noiseLevel), noisy);

    /// <summary>Computes what a network learns to predict: alpha noise - sigma clean.</summary>
    /// <param name="clean">The clean sound.</param>
    /// <param name="noise">The noise that was mixed in.</param>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <param name="velocity">
    /// Receives the velocity; may be <paramref name="noise"/> itself, must not overlap <paramref name="clean"/>.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Velocity(ReadOnlySpan<float> clean, ReadOnlySpan<float> noise, float noiseLevel, Span<float> velocity)
        => Combine(noise, Alpha(noiseLevel), clean, -Sigma(noiseLevel), velocity);

    /// <summary>Estimates the clean sound from a prediction: alpha noisy - sigma velocity.</summary>
    /// <param name="noisy">The noisy sound.</param>
    /// <param name="velocity">The predicted velocity.</param>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <param name="denoised">
    /// Receives the estimate; may be <paramref name="noisy"/> itself, must not overlap <paramref name="velocity"/>.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Denoised(ReadOnlySpan<float> noisy, ReadOnlySpan<float> velocity, float noiseLevel, Span<float> denoised)
        => Combine(noisy, Alpha(noiseLevel), velocity, -Sigma(noiseLevel), denoised);

    /// <summary>Estimates the noise from a prediction: sigma noisy + alpha velocity.</summary>
    /// <param name="noisy">The noisy sound.</param>
    /// <param name="velocity">The predicted velocity.</param>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <param name="noise">
    /// Receives the estimate; may be <paramref name="velocity"/> itself, must not overlap <paramref name="noisy"/>.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Noise(ReadOnlySpan<float> noisy, ReadOnlySpan<float> velocity, float noiseLevel, Span<float> noise)
        => Combine(velocity, Alpha(noiseLevel), noisy, Sigma(noiseLevel), noise);

    /// <summary>
    /// Converts the noise level of data to the noise level at which the same data, multiplied by a scale, have the same signal-to-noise
    /// ratio: sigma / alpha grows by the scale. Noisy sounds and velocities then convert as follows, with r = sqrt(alpha^2 + scale^2
    /// sigma^2):
    /// <code>
    /// scaled noisy = noisy * scale / r
    /// velocity     = (scaled velocity + noisy * alpha sigma (scale^2 - 1) / r) / r
    /// </code>
    /// </summary>
    /// <param name="noiseLevel">The noise level t in [0, 1] of the data at their own scale.</param>
    /// <param name="scale">The factor of the data, above 0.</param>
    /// <returns>The noise level in [0, 1]; 0 and 1 stay what they are.</returns>
    public static float ScaledNoiseLevel(float noiseLevel, float scale)
    {
        var (sin, cos) = (double.SinPi(0.5 * noiseLevel), double.CosPi(0.5 * noiseLevel));
        return cos <= 0 ? 1f : (float)(PortableMath.Atan(scale * sin / cos) * (2 / Math.PI));
    }

    // result = first * firstShare + second * secondShare; result may be first.
    private static void Combine(
        ReadOnlySpan<float> first, float firstShare, ReadOnlySpan<float> second, float secondShare, Span<float> result)
    {
        if (first.Length != second.Length || first.Length != result.Length)
            throw new ArgumentException($"The lengths differ: {first.Length}, {second.Length} and {result.Length} values.");

        TensorPrimitives.Multiply(first, firstShare, result);
        TensorPrimitives.MultiplyAdd(second, secondShare, result, result);
    }
}
