using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Models.Conditions;

/// <summary>Puts channels behind others: a merge whose matrix is the identity.</summary>
/// <param name="first">The number of the first channels.</param>
/// <param name="second">The number of those behind them.</param>
internal sealed class AppendedChannels(int first, int second) : IDisposable
{
    private ConvolutionWeights? _identity;

    /// <summary>Prepares <see cref="Append"/>.</summary>
    public void Load(TensorEngine engine)
    {
        var all = first + second;
        var identity = new float[all * all];
        for (var channel = 0; channel < all; channel++)
            identity[(channel * all) + channel] = 1;
        Dispose();
        _identity = new ConvolutionWeights(
            engine.CreateWeight(identity, new Shape(all, all, 1), WeightUse.Convolution), Bias: null);
    }

    /// <summary>Gives [batch, first and second, samples].</summary>
    public Tensor Append(TensorEngine engine, Tensor firstChannels, Tensor secondChannels)
    {
        if (_identity is null)
            throw new InvalidOperationException("The network has not been loaded.");
        return engine.Merge(firstChannels, 1f, secondChannels, _identity);
    }

    public void Dispose()
    {
        _identity?.Kernel.Dispose();
        _identity = null;
    }
}
