using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// The two steps that the backward of every product with a kernel consists of: the gradient of the kernel, and the gradient of the input.
public sealed unsafe partial class ManagedEngine
{
    /// <summary>Adds the gradients of a kernel and of its bias.</summary>
    /// <param name="source">The input, with the normalisation and activation before the convolution.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="convolution">The kernel; and its bias, if the gradient of the bias is wanted too.</param>
    /// <param name="gradients">The gradients to add to.</param>
    /// <param name="taps">The number of taps, if it differs from the kernel's.</param>
    /// <param name="firstInput">The input channel of the kernel that corresponds to the first channel of the source.</param>
    /// <param name="phases">The number of phases of an upsampling; dy has the outputs of all phases as channels.</param>
    private void AddKernelGradient(
        TileSource source, ManagedTensor dy, ConvolutionWeights convolution, WeightGradients gradients, int? taps = null,
        int firstInput = 0, int phases = 1)
    {
        var shape = convolution.Kernel.Shape;
        var (channels, used) = (dy.Shape[1], taps ?? shape[2]);
        var plan = new WeightGradientPlan(channels / phases, phases, source.First.Channels, used, dy.Shape[0], dy.Shape[2], Threads);
        var sums = plan.Runs == 1 ? null : _tensors.RentBuffer(plan.Runs * plan.Length);
        var biasSums = convolution.Bias is null ? null : _tensors.RentBuffer(2L * plan.Runs * channels);
        fixed (float* data = Own(gradients.Of(convolution.Kernel)).Values)
        {
            var inputs = shape.ElementCount / plan.Outputs / used;
            var target = new WeightGradientTarget { Data = data, Inputs = inputs, FirstInput = firstInput };
            var job = new WeightGradientJob
            {
                Plan = plan,
                Target = target,
                Source = source,
                Gradient = dy.View,
                Sums = sums is null ? null : sums.Pointer,
                BiasSums = biasSums is null ? null : (double*)biasSums.Pointer,
            };
            Run(job, job.Parts);
            if (sums is not null)
            {
                var sum = new WeightGradientSumJob { Plan = plan, Target = target, Sums = sums.Pointer };
                Run(sum, sum.Parts);
                _tensors.Return(sums);
            }
        }

        if (biasSums is null)
            return;
        AddBiasGradient((double*)biasSums.Pointer, plan.Runs, channels, phases, Own(gradients.Of(convolution.Bias!)).Values);
        _tensors.Return(biasSums);
    }

    private static void AddBiasGradient(double* sums, int runs, int channels, int phases, Span<float> gradient)
    {
        LaneSums.Combine(sums, runs, channels);
        for (var output = 0; output < gradient.Length; output++)
        {
            var sum = 0.0;
            for (var phase = 0; phase < phases; phase++)
                sum += sums[(output * phases) + phase];
            gradient[output] += (float)sum;
        }
    }

    /// <summary>Computes the gradient of the input of a convolution: a convolution of dy with the transposed kernel.</summary>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="kernel">The kernel, [out, in, taps].</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="taps">The number of taps, if it differs from the kernel's.</param>
    /// <param name="firstInput">The input channel of the kernel that corresponds to the first channel of the result.</param>
    /// <param name="factor">The factor of the result.</param>
    private ManagedTensor InputGradient(
        ManagedTensor dy, Weight kernel, Shape input, int? taps = null, int firstInput = 0, float factor = 1f)
    {
        var shape = kernel.Shape;
        var used = taps ?? (shape.Rank == 3 ? shape[2] : 1);
        if (used == 3 && PanelPacking.HasCombinations(shape, kernel.Use))
            return InputGradient(dy, TurnCombinations(kernel), used, combines: true, input);
        var job = new PanelTranspositionJob
        {
            Panels = DataOf(kernel),
            Outputs = shape[0],
            AllInputs = shape.ElementCount / shape[0] / used,
            Taps = used,
            FirstInput = firstInput,
            Inputs = input[1],
            Factor = factor,
        };
        return InputGradient(dy, job, input);
    }

    private ManagedTensor InputGradient(ManagedTensor dy, PanelTranspositionJob turned, Shape input)
        => InputGradient(dy, Turn(turned), turned.Taps, combines: false, input);

    private ManagedTensor InputGradient(ManagedTensor dy, AlignedBuffer panels, int taps, bool combines, Shape input)
    {
        var result = Convolve(
            new ConvolutionJob
            {
                Source = new TileSource { First = dy.View, FirstScale = 1f },
                Panels = panels.Pointer,
                Combinations = combines ? panels.Pointer : null,
                Taps = taps,
            },
            input,
            residual: null,
            modulation: null,
            withMoments: false);
        _tensors.Return(panels);
        return result;
    }

    /// <summary>
    /// Transposes the combinations of a kernel's taps (<see cref="Winograd{TSimd, TVector}"/>). The taps of the transposed kernel are in
    /// reverse, which exchanges the first and the last combination.
    /// </summary>
    private AlignedBuffer TurnCombinations(Weight kernel)
    {
        var (outputs, inputs) = (kernel.Shape[0], kernel.Shape[1]);
        var (start, length) = PanelPacking.CombinationOffsets(kernel.Shape);
        var turnedLength = (long)PanelPacking.RoundUp(inputs) * outputs;
        var panels = _tensors.RentBuffer(Winograd.Products * turnedLength);
        for (var product = 0; product < Winograd.Products; product++)
        {
            var from = product switch { 0 => 3, 3 => 0, _ => product };
            var job = new PanelTranspositionJob
            {
                Panels = DataOf(kernel) + start + (from * length),
                Outputs = outputs,
                AllInputs = inputs,
                Taps = 1,
                Inputs = inputs,
                Factor = 1f,
                Result = panels.Pointer + (product * turnedLength),
            };
            _workers.Run(job, job.Parts);
        }

        return panels;
    }

    private AlignedBuffer Turn(PanelTranspositionJob job)
    {
        var panels = _tensors.RentBuffer((long)PanelPacking.RoundUp(job.Inputs) * job.Outputs * job.Taps);
        _workers.Run(job with { Result = panels.Pointer }, job.Parts);
        return panels;
    }
}
