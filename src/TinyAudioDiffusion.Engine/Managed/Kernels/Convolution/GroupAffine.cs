using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// Folds a group normalisation into one factor a and one addend b for each channel: (x - mean) / sqrt(variance + epsilon) * scale + shift =
/// a x + b. The moments of the chunks are combined in double and in a fixed order (Chan, Golub and LeVeque, 1979).
/// </summary>
internal static unsafe class GroupAffine
{
    /// <summary>Computes (a, b) of every channel of an item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(ChannelMoments moments, int item, int groups, float* scale, float* shift, float* affine)
    {
        var width = moments.Channels / groups;
        for (var group = 0; group < groups; group++)
        {
            var (mean, inverse) = Statistics(moments, item, group, groups);
            for (var channel = group * width; channel < (group + 1) * width; channel++)
            {
                var factor = inverse * scale[channel];
                affine[2 * channel] = (float)factor;
                affine[(2 * channel) + 1] = (float)(shift[channel] - (mean * factor));
            }
        }
    }

    /// <summary>Gives the mean of a group of channels, and 1 / sqrt(variance + epsilon); computes them once for each tensor.</summary>
    public static (double Mean, double Inverse) Statistics(ChannelMoments moments, int item, int group, int groups)
    {
        ref var known = ref moments.StatisticsOf(item, group, groups);
        if (known.Inverse == 0)
            known = Compute(moments, item, group, moments.Channels / groups);
        return known;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Mean, double Inverse) Compute(ChannelMoments moments, int item, int group, int width)
    {
        double count = 0, total = 0;
        for (var chunk = 0; chunk < moments.Chunks; chunk++)
        {
            var at = moments.Of(item, chunk) + (group * width * ChannelMoments.Fields);
            for (var channel = 0; channel < width; channel++, at += ChannelMoments.Fields)
            {
                count += at[0];
                total += (double)at[0] * at[1];
            }
        }

        var mean = total / count;
        double squares = 0;
        for (var chunk = 0; chunk < moments.Chunks; chunk++)
        {
            var at = moments.Of(item, chunk) + (group * width * ChannelMoments.Fields);
            for (var channel = 0; channel < width; channel++, at += ChannelMoments.Fields)
            {
                var deviation = at[1] - mean;
                squares += at[2] + (at[0] * deviation * deviation);
            }
        }

        return (mean, 1 / Math.Sqrt((squares / count) + NormalizationWeights.Epsilon));
    }
}
