using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>
/// The stages that all encoders share: residual blocks at each length, a strided convolution to the next one, and at the end a
/// normalisation, SiLU and a convolution of one tap to the latent's channels.
/// </summary>
internal sealed class EncoderStages
{
    /// <summary>The number of groups of every normalisation.</summary>
    public const int Groups = 8;

    private const int LargestFactor = 8;

    private readonly List<(ResidualItem[] Blocks, ConvolutionLayer? Down)> _stages = [];
    private readonly NormalizationLayer _norm;
    private readonly ConvolutionLayer _out;

    /// <summary>Declares the parameters.</summary>
    /// <param name="scope">The encoder's place.</param>
    /// <param name="settings">The encoder's numbers.</param>
    /// <param name="factors">By how much each stage shortens its input; one more stage follows.</param>
    public EncoderStages(ParameterScope scope, IReadOnlyDictionary<string, int> settings, IReadOnlyList<int> factors)
    {
        var (channels, blocks) = (settings["channels"], settings["blocks"]);
        var unused = new ModulationTable(features: 0);
        for (var stage = 0; stage <= factors.Count; stage++)
        {
            var own = scope["stages"][stage];
            var items = new ResidualItem[blocks];
            for (var block = 0; block < blocks; block++)
                items[block] = new ResidualItem(own["items"][block], modulation: null, channels, Groups, unused);
            _stages.Add((items, stage < factors.Count ? new ConvolutionLayer(own["down"], channels, channels, factors[stage]) : null));
        }

        _norm = new NormalizationLayer(scope["norm"], channels, Groups);
        _out = new ConvolutionLayer(scope["out"], settings["latent"], channels, taps: 1);
    }

    /// <summary>Splits a factor into steps of at most 8, where its divisors allow it.</summary>
    public static IReadOnlyList<int> FactorsOf(int product)
    {
        var factors = new List<int>();
        while (product > 1)
        {
            var factor = product;
            for (var divisor = LargestFactor; divisor > 1 && factor == product; divisor--)
                factor = product % divisor == 0 ? divisor : factor;
            factors.Add(factor);
            product /= factor;
        }

        return factors;
    }

    /// <summary>Computes the latent; disposes the input.</summary>
    public Tensor Forward(TensorEngine engine, Tensor x)
    {
        foreach (var (blocks, down) in _stages)
        {
            foreach (var block in blocks)
                x = Replace(x, block.Forward(engine, x, default));
            if (down is not null)
                x = Replace(x, engine.Downsample(x, down.Weights));
        }

        return Replace(x, engine.Convolve(x, _out.Weights, _norm.Weights));
    }

    private static Tensor Replace(Tensor old, Tensor value)
    {
        old.Dispose();
        return value;
    }
}
