using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// The constants of each channel in the backward of a group normalisation n * scale + shift with n = (x - mean) * inverse = x * inverse +
/// offset. From the sums of g and of g * n over samples: dscale = sum of g * n and dshift = sum of g. With M1 and M2 the means over the
/// group of scale * g and of scale * g * n: dx = inverse * (scale * g - M1 - n * M2), which is an affine combination of g and x.
/// </summary>
internal static unsafe class GroupNormGradient
{
    /// <summary>The number of constants of a channel before the sums are known: a and b of a x + b, inverse and offset.</summary>
    public const int Forward = 4;

    /// <summary>Computes the constants of every channel of an item.</summary>
    public static void Prepare(ChannelMoments moments, int item, int groups, float* scale, float* shift, float* constants)
    {
        var width = moments.Channels / groups;
        for (var group = 0; group < groups; group++)
        {
            var (mean, inverse) = GroupAffine.Statistics(moments, item, group, groups);
            for (var channel = group * width; channel < (group + 1) * width; channel++, constants += Forward)
            {
                var factor = inverse * scale[channel];
                constants[0] = (float)factor;
                constants[1] = (float)(shift[channel] - (mean * factor));
                constants[2] = (float)inverse;
                constants[3] = (float)(-mean * inverse);
            }
        }
    }

    /// <summary>
    /// Computes A, B and C of dx = A g + B x + C for every channel of an item, and adds to the gradients of scale and shift.
    /// </summary>
    /// <param name="moments">The moments of x.</param>
    /// <param name="item">The item.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="scale">The scales.</param>
    /// <param name="sums">The sums of g and of g * n, [channels][2].</param>
    /// <param name="affine">Receives [channels][A, B, C].</param>
    /// <param name="scaleGradient">The gradient of the scales.</param>
    /// <param name="shiftGradient">The gradient of the shifts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(
        ChannelMoments moments, int item, int groups, int samples, float* scale, double* sums, float* affine, Span<float> scaleGradient,
        Span<float> shiftGradient)
    {
        var width = moments.Channels / groups;
        for (var group = 0; group < groups; group++)
        {
            var (mean, inverse) = GroupAffine.Statistics(moments, item, group, groups);
            double plain = 0, weighted = 0;
            for (var channel = group * width; channel < (group + 1) * width; channel++)
            {
                plain += scale[channel] * sums[2 * channel];
                weighted += scale[channel] * sums[(2 * channel) + 1];
                shiftGradient[channel] += (float)sums[2 * channel];
                scaleGradient[channel] += (float)sums[(2 * channel) + 1];
            }

            var count = (double)width * samples;
            var (first, second) = (plain / count, weighted / count);
            for (var channel = group * width; channel < (group + 1) * width; channel++)
            {
                affine[3 * channel] = (float)(inverse * scale[channel]);
                affine[(3 * channel) + 1] = (float)(-inverse * inverse * second);
                affine[(3 * channel) + 2] = (float)(inverse * ((mean * inverse * second) - first));
            }
        }
    }
}
