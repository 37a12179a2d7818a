using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// Two blocks of group normalisation, SiLU and convolution, plus the input; then, where the network is modulated, the modulation, which is
/// the next row of the reference's list and fuses with the second convolution here.
/// </summary>
internal sealed class ResidualItem : IUNetItem
{
    private readonly NormalizationLayer _norm1;
    private readonly ConvolutionLayer _convolution1;
    private readonly NormalizationLayer _norm2;
    private readonly ConvolutionLayer _convolution2;
    private readonly ModulationLayer? _modulation;

    public ResidualItem(ParameterScope residual, ParameterScope? modulation, int channels, int groups, ModulationTable modulations)
    {
        var blocks = residual["block.blocks.0.blocks"];
        _norm1 = new NormalizationLayer(blocks["0.0"], channels, groups);
        _convolution1 = new ConvolutionLayer(blocks["0.2"], channels, channels, taps: 3);
        _norm2 = new NormalizationLayer(blocks["1.0"], channels, groups);
        _convolution2 = new ConvolutionLayer(blocks["1.2"], channels, channels, taps: 3);
        if (modulation is not null)
            _modulation = modulations.Declare(modulation["blocks.0.block.blocks.0.1"], 2 * channels);
    }

    public Tensor Forward(TensorEngine engine, Tensor x, in UNetConditions conditions)
    {
        using var scaleAndShift = _modulation is null ? null : _modulation.Get(engine, conditions);
        using var inner = engine.Convolve(x, _convolution1.Weights, _norm1.Weights);
        return engine.Convolve(inner, _convolution2.Weights, _norm2.Weights, residual: x, scaleAndShift);
    }
}
