using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>
/// Sums and products. TorchSharp turns a number into an object with native memory, which the garbage collector may free while libtorch
/// still reads it: also the factor 1 of every sum of tensors. Here such an object lives until the call is over.
/// </summary>
internal static class ScalarArithmetic
{
    private static readonly Scalar _one = 1f;

    public static torch.Tensor Times(this torch.Tensor x, float factor)
    {
        using Scalar scalar = factor;
        return x.mul(scalar);
    }

    public static torch.Tensor Plus(this torch.Tensor x, float addend)
    {
        using Scalar scalar = addend;
        return x.add(scalar, _one);
    }

    public static torch.Tensor Plus(this torch.Tensor x, torch.Tensor addend) => x.add(addend, _one);

    public static void Accumulate(this torch.Tensor x, torch.Tensor addend) => _ = x.add_(addend, _one);
}
