using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TinyAudioDiffusion.TorchSharp;

// Attention.
public partial class TorchSharpEngine
{
    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        using var scope = Enter();
        var input = Own(x).Value;
        var query = Projected(input, attention.Norm, attention.Query);
        var keyValue = Projected(Own(context).Value, attention.ContextNorm, attention.KeyValue);
        var tokens = Attended(query, keyValue, attention.Heads);
        return Give(input.Plus(F.linear(tokens, Factor(attention.Output)).transpose(1, 2)), x.Shape);
    }

    /// <inheritdoc/>
    protected override Tensor AttendHeadsCore(Tensor query, Tensor keyValue, int heads)
    {
        using var scope = Enter();
        var tokens = Attended(Own(query).Value.transpose(1, 2), Own(keyValue).Value.transpose(1, 2), heads);
        return Give(tokens.transpose(1, 2).contiguous(), query.Shape);
    }

    // Queries [batch, samples, width], keys and values [batch, tokens, 2 * width].
    private static torch.Tensor Attended(torch.Tensor query, torch.Tensor keyValue, int count)
    {
        var width = query.shape[2];
        var heads = F.scaled_dot_product_attention(
            Heads(query, count), Heads(keyValue.narrow(2, 0, width), count), Heads(keyValue.narrow(2, width, width), count));
        return heads.transpose(1, 2).reshape(query.shape[0], query.shape[1], width);
    }

    // [batch, channels, samples] to [batch, samples, features].
    private torch.Tensor Projected(torch.Tensor x, NormalizationWeights norm, Weight matrix)
    {
        var tokens = F.layer_norm(Full(x).transpose(1, 2), [x.shape[1]], Full(norm.Scale), Full(norm.Shift), NormalizationWeights.Epsilon);
        return F.linear(Factor(tokens), Factor(matrix));
    }

    // [batch, samples, heads * features] to [batch, heads, samples, features].
    private static torch.Tensor Heads(torch.Tensor x, int count) => x.reshape(x.shape[0], x.shape[1], count, -1).transpose(1, 2);
}
