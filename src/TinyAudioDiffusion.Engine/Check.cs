using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

/// <summary>
/// The checks that operations share. Each throws an <see cref="ArgumentException"/> that names the operation and what does not fit.
/// </summary>
internal static class Check
{
    public static void That(
        [DoesNotReturnIf(false)] bool condition,
        string operation,
        [InterpolatedStringHandlerArgument(nameof(condition))] ref CheckMessage misfit)
    {
        if (!condition)
            throw new ArgumentException($"{operation}: {misfit.ToStringAndClear()}.");
    }

    public static void That([DoesNotReturnIf(false)] bool condition, string operation, string misfit)
    {
        if (!condition)
            throw new ArgumentException($"{operation}: {misfit}.");
    }

    /// <summary>Checks that a tensor is [batch, channels, samples], and gives its shape.</summary>
    public static Shape Rank3(string operation, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        That(x.Shape.Rank == 3, operation, $"the input {x.Shape} is not [batch, channels, samples]");
        return x.Shape;
    }

    /// <summary>Checks that a kernel is for this use and takes so many input channels, and that its bias fits.</summary>
    public static (int Outputs, int Taps) Kernel(string operation, ConvolutionWeights convolution, WeightUse use, int inputs)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        var shape = convolution.Kernel.Shape;
        That(
            shape.Rank == 3 && shape[1] == inputs && convolution.Kernel.Use == use,
            operation,
            $"the kernel {shape} for {convolution.Kernel.Use} does not fit {inputs} input channels for {use}");
        Bias(operation, convolution.Bias, shape[0]);
        return (shape[0], shape[2]);
    }

    /// <summary>Checks that a bias, if there is one, has a value for each output.</summary>
    public static void Bias(string operation, Weight? bias, int outputs)
    {
        if (bias is null)
            return;
        That(
            bias.Use == WeightUse.Values && bias.Shape == new Shape(outputs),
            operation,
            $"the bias {bias.Shape} does not fit {outputs} outputs");
    }

    /// <summary>Checks that a normalisation has a scale and a shift for each channel.</summary>
    public static void Norm(string operation, NormalizationWeights norm, int channels)
    {
        var expected = new Shape(channels);
        var fits = norm.Scale.Shape == expected && norm.Shift.Shape == expected;
        That(
            fits && norm.Scale.Use == WeightUse.Values && norm.Shift.Use == WeightUse.Values,
            operation,
            $"the normalisation {norm.Scale.Shape} does not fit {channels} channels");
    }

    /// <summary>Checks that a tensor has exactly this shape.</summary>
    public static void Is(string operation, string what, Tensor tensor, Shape expected)
        => That(tensor.Shape == expected, operation, $"the {what} is {tensor.Shape} instead of {expected}");

    /// <summary>Checks that a weight is a matrix for products of exactly this shape.</summary>
    public static void Is(string operation, string what, Weight weight, Shape expected)
        => That(
            weight.Shape == expected && weight.Use == WeightUse.Convolution,
            operation,
            $"the {what} is {weight.Shape} for {weight.Use} instead of {expected}");

    /// <summary>Checks that two tensors have the same shape.</summary>
    public static void Same(string operation, Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        That(left.Shape == right.Shape, operation, $"{left.Shape} and {right.Shape} differ");
    }
}
