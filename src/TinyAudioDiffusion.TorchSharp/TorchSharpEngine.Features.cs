using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TinyAudioDiffusion.TorchSharp;

// Feature vectors and embeddings. They are small and stay in float32.
public partial class TorchSharpEngine
{
    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        using var scope = Enter();
        var y = F.linear(Activated(before, Full(Own(x).Value)), Full(linear.Matrix), linear.Bias is null ? null : Full(linear.Bias));
        return Give(Activated(after, y), output);
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        using var scope = Enter();
        var column = ToDevice(values, new Shape(values.Length, 1));
        var angles = column.mul(Full(frequencies).reshape(1, -1)).Times((float)(2 * Math.PI));
        return Give(torch.cat([column, angles.sin(), angles.cos()], 1), output);
    }

    /// <inheritdoc/>
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
    {
        using var scope = Enter();
        return Give(Full(learned).narrow(0, 0, output[2]).transpose(0, 1).unsqueeze(0).repeat(output[0], 1, 1), output);
    }

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        using var scope = Enter();
        var indices = new long[rows.Length];
        for (var item = 0; item < rows.Length; item++)
            indices[item] = rows[item];
        return Give(Full(table).index_select(0, torch.tensor(indices).to(_device)), output);
    }

    private static torch.Tensor Activated(Activation activation, torch.Tensor x) => activation switch
    {
        Activation.Silu => F.silu(x),
        Activation.Gelu => F.gelu(x),
        _ => x,
    };
}
