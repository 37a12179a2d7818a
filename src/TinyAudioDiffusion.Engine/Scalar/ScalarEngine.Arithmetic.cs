using TinyAudioDiffusion.Engine.Differentiation;

namespace TinyAudioDiffusion.Engine.Scalar;

// Operations on tensors of one shape, element by element.
internal sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right) => Map(left, (i, x) => x + Own(right).Values[i]);

    /// <inheritdoc/>
    protected override Tensor MultiplyCore(Tensor left, Tensor right) => Map(left, (i, x) => x * Own(right).Values[i]);

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
        => Map(from, (i, x) => x + ((Own(to).Values[i] - x) * amount));

    /// <inheritdoc/>
    Tensor IGradientOperations.Multiply(Tensor x, float factor) => Map(x, (_, value) => factor * value);

    /// <inheritdoc/>
    void IGradientOperations.Accumulate(Tensor target, Tensor addend)
    {
        for (var i = 0; i < Own(target).Values.Length; i++)
            Own(target).Values[i] += Own(addend).Values[i];
    }

    private static ScalarTensor Map(Tensor x, Func<int, float, float> function)
    {
        var result = new ScalarTensor(x.Shape);
        for (var i = 0; i < result.Values.Length; i++)
            result.Values[i] = function(i, Own(x).Values[i]);
        return result;
    }
}
