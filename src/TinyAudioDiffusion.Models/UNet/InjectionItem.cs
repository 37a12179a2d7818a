using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>x + conv(concat(x, context of this level)).</summary>
internal sealed class InjectionItem(ParameterScope scope, int channels, int contextChannels, int level) : IUNetItem
{
    private readonly ConvolutionLayer _convolution = new(scope["block.blocks.0"], channels, channels + contextChannels, taps: 1);

    public Tensor Forward(TensorEngine engine, Tensor x, in UNetConditions conditions)
    {
        var context = level < conditions.Context.Count ? conditions.Context[level] : null;
        var expected = new Shape(x.Shape[0], contextChannels, x.Shape[2]);
        if (context is null || context.Shape != expected)
            throw new ArgumentException(
                $"Level {level} of the network needs context channels {expected}, found {context?.Shape.ToString() ?? "none"}.");
        return engine.Merge(x, 1f, context, _convolution.Weights, residual: x);
    }
}
