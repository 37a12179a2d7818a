using System.Numerics;
using System.Runtime.InteropServices;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2), in the order of operations of PyTorch.
/// </summary>
/// <remarks>
/// <code>
/// w = w (1 - rate decay)
/// m = m + (1 - beta1) (g - m)
/// v = beta2 v + (1 - beta2) g g
/// w = w - rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
/// </code>
/// Every operation is rounded by itself, so that the bits do not depend on the width of the vectors.
/// </remarks>
internal readonly struct AdamW
{
    private readonly float _keep;
    private readonly float _share1;
    private readonly float _beta2;
    private readonly float _share2;
    private readonly float _rootCorrection;
    private readonly float _epsilon;
    private readonly float _stepSize;

    /// <summary>Prepares one step.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public AdamW(AdamWOptions options, double rate, long step)
    {
        _keep = (float)(1 - (rate * options.WeightDecay));
        _share1 = (float)(1 - options.Beta1);
        _beta2 = (float)options.Beta2;
        _share2 = (float)(1 - options.Beta2);
        _rootCorrection = (float)Math.Sqrt(1 - Math.Pow(options.Beta2, step));
        _epsilon = (float)options.Epsilon;
        _stepSize = (float)(rate / (1 - Math.Pow(options.Beta1, step)));
    }

    /// <summary>Takes the step for some weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="gradientScale">The factor of the gradients: below 1 where they are clipped.</param>
    /// <param name="mean">Their mean gradients.</param>
    /// <param name="meanSquare">Their mean squared gradients.</param>
    public void Apply(Span<float> weights, ReadOnlySpan<float> gradients, float gradientScale, Span<float> mean, Span<float> meanSquare)
    {
        var w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        var m = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var v = MemoryMarshal.Cast<float, Vector<float>>(meanSquare);
        for (var i = 0; i < w.Length; i++)
        {
            var gradient = g[i] * gradientScale;
            m[i] += (gradient - m[i]) * _share1;
            v[i] = (v[i] * _beta2) + (gradient * gradient * _share2);
            w[i] = (w[i] * _keep) - (
                m[i] / ((Vector.SquareRoot(v[i]) / new Vector<float>(_rootCorrection)) + new Vector<float>(_epsilon)) * _stepSize);
        }

        for (var i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            var gradient = gradients[i] * gradientScale;
            mean[i] += (gradient - mean[i]) * _share1;
            meanSquare[i] = (meanSquare[i] * _beta2) + (gradient * gradient * _share2);
            weights[i] = (weights[i] * _keep) - (mean[i] / ((MathF.Sqrt(meanSquare[i]) / _rootCorrection) + _epsilon) * _stepSize);
        }
    }
}
