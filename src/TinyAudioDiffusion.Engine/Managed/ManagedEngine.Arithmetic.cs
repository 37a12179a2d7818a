using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Arithmetic;
using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed;

// Operations on tensors of one shape, element by element.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
    {
        var result = _tensors.Rent(left.Shape);
        TensorPrimitives.Add(Own(left).Everything, Own(right).Everything, result.Everything);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor MultiplyCore(Tensor left, Tensor right)
    {
        var result = _tensors.Rent(left.Shape);
        TensorPrimitives.Multiply(Own(left).Everything, Own(right).Everything, result.Everything);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        var result = _tensors.Rent(from.Shape);
        var start = Own(from).Everything;
        var step = result.Everything;
        TensorPrimitives.Subtract(Own(to).Everything, start, step);
        TensorPrimitives.MultiplyAdd(step, amount, start, step);
        return result;
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.Multiply(Tensor x, float factor)
    {
        var result = _tensors.Rent(x.Shape);
        Run(Own(result), Own(x), factor, replace: true);
        return result;
    }

    /// <inheritdoc/>
    void IGradientOperations.Accumulate(Tensor target, Tensor addend) => Run(Own(target), Own(addend), factor: 1f, replace: false);

    private void Run(ManagedTensor target, ManagedTensor addend, float factor, bool replace)
    {
        fixed (float* to = target.Everything, from = addend.Everything)
        {
            var length = target.Everything.Length;
            var job = new AccumulationJob { Target = to, Addend = from, Factor = factor, Replace = replace, Length = length };
            Run(job, job.Parts);
        }
    }
}
