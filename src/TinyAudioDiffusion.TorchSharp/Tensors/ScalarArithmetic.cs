using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>
/// Sums and products with one number. TorchSharp turns the number into an object with native memory, which the garbage collector may free
/// while libtorch still reads it. Here the object lives until the call is over.
/// </summary>
internal static class ScalarArithmetic
{
    public static torch.Tensor Times(this torch.Tensor x, float factor)
    {
        using Scalar scalar = factor;
        return x.mul(scalar);
    }

    public static torch.Tensor Plus(this torch.Tensor x, float addend)
    {
        using Scalar scalar = addend;
        return x.add(scalar);
    }
}
