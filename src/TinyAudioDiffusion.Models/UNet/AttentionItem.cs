using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>Multi-head attention over samples, plus the input: to the input itself, or to the tokens of an embedding.</summary>
internal sealed class AttentionItem : IUNetItem
{
    private readonly bool _toEmbedding;
    private readonly NormalizationLayer _norm;
    private readonly NormalizationLayer _contextNorm;
    private readonly Parameter _query;
    private readonly Parameter _keyValue;
    private readonly Parameter _output;
    private readonly int _heads;
    private AttentionWeights? _weights;

    public AttentionItem(ParameterScope scope, int channels, int heads, int headFeatures, int? embeddingFeatures)
    {
        var block = scope["blocks.0.block"];
        var width = heads * headFeatures;
        var contextChannels = embeddingFeatures ?? channels;
        _toEmbedding = embeddingFeatures is not null;
        _heads = heads;
        _norm = new NormalizationLayer(block["norm"], channels);
        _contextNorm = new NormalizationLayer(block["norm_context"], contextChannels);
        _query = block["to_q"].Declare("weight", new Shape(width, channels), WeightUse.Convolution);
        _keyValue = block["to_kv"].Declare("weight", new Shape(2 * width, contextChannels), WeightUse.Convolution);
        _output = block["attention.blocks.0"].Declare("weight", new Shape(channels, width), WeightUse.Convolution);
    }

    public Tensor Forward(TensorEngine engine, Tensor x, in UNetConditions conditions)
    {
        if (_toEmbedding && conditions.Embedding is null)
            throw new ArgumentException("The network attends to an embedding, and none was given.");
        _weights ??= new AttentionWeights(_norm.Weights, _contextNorm.Weights, _query.Weight, _keyValue.Weight, _output.Weight, _heads);
        return engine.Attend(x, _toEmbedding ? conditions.Embedding : null, _weights);
    }
}
