using TinyAudioDiffusion.Engine.Tests.Conformance;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

/// <summary>A small network that uses every kernel, on items that differ from each other.</summary>
internal sealed class PassOperands : IDisposable
{
    private const int Channels = 2;
    private const int Samples = 1500;
    private readonly TensorEngine _engine;
    private readonly Operands _operands;
    private readonly ConvolutionWeights _down;
    private readonly ConvolutionWeights _convolution;
    private readonly ConvolutionWeights _narrowing;
    private readonly NormalizationWeights _norm;
    private readonly AttentionWeights _attention;
    private readonly ConvolutionWeights _up;
    private readonly LinearWeights _toModulation;
    private readonly LinearWeights _toScale;
    private readonly Weight _frequencies;

    public PassOperands(TensorEngine engine)
    {
        _engine = engine;
        _operands = new Operands(engine, seed: 3);
        _down = _operands.Convolution(48, Channels, 2);
        _convolution = _operands.Convolution(48, 48, 3);
        _narrowing = _operands.Convolution(24, 48, 3);
        _norm = _operands.Norm(48, 8);
        _attention = _operands.Attention(48, 48, heads: 2, features: 16);
        _up = _operands.Convolution(Channels, 24, 3, WeightUse.Upsampling);
        _toModulation = _operands.Linear(96, 65);
        _toScale = _operands.Linear(Channels, 65);
        _frequencies = _operands.Weight(WeightUse.Values, 32);
    }

    public Tensor Input(int firstItem, int items)
    {
        var values = new float[items * Channels * Samples];
        for (var i = 0; i < values.Length; i++)
        {
            var (item, at) = (firstItem + (i / (Channels * Samples)), i % (Channels * Samples));
            values[i] = (((at * 7919) + (item * 104729)) % 2003 / 1001f) - 1f;
        }

        return _engine.CreateTensor(values, new Shape(items, Channels, Samples));
    }

    public float[] Run(int firstItem, int items)
    {
        using var x = Input(firstItem, items);
        using var y = Forward(x);
        return _engine.Read(y);
    }

    public Tensor Forward(Tensor x)
    {
        Span<float> levels = stackalloc float[x.Shape[0]];
        levels.Fill(0.4f);
        using var features = _engine.EmbedFrequencies(levels, _frequencies);
        using var modulation = _engine.Linear(features, _toModulation, before: Activation.Silu);
        using var scale = _engine.Linear(features, _toScale, after: Activation.Gelu);
        using var low = _engine.Downsample(x, _down);
        using var first = _engine.Convolve(low, _convolution, _norm);
        using var second = _engine.Convolve(first, _convolution, _norm, low, modulation);
        using var attended = _engine.Attend(second, null, _attention);
        using var third = _engine.Convolve(attended, _narrowing, _norm);
        return _engine.Upsample(third, _up, 2, x, scale);
    }

    public void Dispose() => _operands.Dispose();
}
