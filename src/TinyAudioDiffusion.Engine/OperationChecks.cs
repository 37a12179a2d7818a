using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

/// <summary>What every operation asks of its inputs, whatever the engine, and the shape of what it gives.</summary>
internal static class OperationChecks
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

    public static void Weight(string operation, Shape shape, WeightUse use)
    {
        var rank = shape.Rank;
        var fits = use switch
        {
            WeightUse.Values => true,
            WeightUse.Convolution => rank is 2 or 3,
            WeightUse.Upsampling => rank == 3 && shape[2] == 3,
            _ => rank == 3,
        };
        That(fits, operation, $"a weight for {use} cannot have the shape {shape}");
    }

    public static Shape Convolve(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation)
    {
        const string Operation = nameof(TensorEngine.Convolve);
        var (outputs, taps) = Kernel(Operation, convolution, WeightUse.Convolution, Rank3(Operation, x)[1]);
        That(taps % 2 == 1, Operation, $"the kernel has {taps} taps, which is not an odd number");
        if (norm is not null)
        {
            Norm(Operation, norm, x.Shape[1]);
            That(norm.Groups > 0 && x.Shape[1] % norm.Groups == 0, Operation, $"{x.Shape[1]} channels do not divide into {norm.Groups} groups");
        }

        var output = new Shape(x.Shape[0], outputs, x.Shape[2]);
        if (residual is not null)
            Is(Operation, "residual", residual, output);
        if (modulation is not null)
            Is(Operation, "modulation", modulation, new Shape(output[0], 2 * outputs));
        return output;
    }

    public static Shape Downsample(Tensor x, ConvolutionWeights convolution)
    {
        const string Operation = nameof(TensorEngine.Downsample);
        var (outputs, factor) = Kernel(Operation, convolution, WeightUse.Convolution, Rank3(Operation, x)[1]);
        That(x.Shape[2] % factor == 0, Operation, $"{x.Shape[2]} samples are not a multiple of the factor {factor}");
        return new Shape(x.Shape[0], outputs, x.Shape[2] / factor);
    }

    public static Shape Upsample(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale)
    {
        const string Operation = nameof(TensorEngine.Upsample);
        var (outputs, _) = Kernel(Operation, convolution, WeightUse.Upsampling, Rank3(Operation, x)[1]);
        That(factor >= 1, Operation, $"the factor is {factor}");
        var output = new Shape(x.Shape[0], outputs, checked(x.Shape[2] * factor));
        That(skip is null == scale is null, Operation, "a skip and a scale go together");
        if (skip is not null)
            Is(Operation, "skip", skip, output);
        if (scale is not null)
            Is(Operation, "scale", scale, new Shape(output[0], outputs));
        return output;
    }

    public static Shape Merge(Tensor first, Tensor second, ConvolutionWeights convolution, Tensor? residual)
    {
        const string Operation = nameof(TensorEngine.Merge);
        var (a, b) = (Rank3(Operation, first), Rank3(Operation, second));
        That(a[0] == b[0] && a[2] == b[2], Operation, $"{a} and {b} differ in batch or samples");
        var (outputs, taps) = Kernel(Operation, convolution, WeightUse.Convolution, a[1] + b[1]);
        That(taps == 1, Operation, $"the kernel has {taps} taps instead of one");
        var output = new Shape(a[0], outputs, a[2]);
        if (residual is not null)
            Is(Operation, "residual", residual, output);
        return output;
    }

    public static void Attend(Tensor x, Tensor? context, AttentionWeights attention)
    {
        const string Operation = nameof(TensorEngine.Attend);
        ArgumentNullException.ThrowIfNull(attention);
        var channels = Rank3(Operation, x)[1];
        var contextChannels = context is null ? channels : Rank3(Operation, context)[1];
        That(context is null || context.Shape[0] == x.Shape[0], Operation, $"the context {context?.Shape} and the input {x.Shape} differ in batch");
        Norm(Operation, attention.Norm, channels);
        Norm(Operation, attention.ContextNorm, contextChannels);
        var width = attention.Query.Shape[0];
        That(attention.Heads > 0 && width % attention.Heads == 0, Operation, $"{width} features do not divide into {attention.Heads} heads");
        Is(Operation, "query", attention.Query, new Shape(width, channels));
        Is(Operation, "key and value", attention.KeyValue, new Shape(2 * width, contextChannels));
        Is(Operation, "output", attention.Output, new Shape(channels, width));
    }

    public static void Modulate(Tensor x, Tensor scaleAndShift)
    {
        const string Operation = nameof(TensorEngine.Modulate);
        var shape = Rank3(Operation, x);
        ArgumentNullException.ThrowIfNull(scaleAndShift);
        Is(Operation, "scale and shift", scaleAndShift, new Shape(shape[0], 2 * shape[1]));
    }

    public static Shape Linear(Tensor x, LinearWeights linear)
    {
        const string Operation = nameof(TensorEngine.Linear);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(linear);
        That(x.Shape.Rank == 2, Operation, $"the input {x.Shape} is not [batch, features]");
        var matrix = linear.Matrix.Shape;
        That(
            matrix.Rank == 2 && matrix[1] == x.Shape[1] && linear.Matrix.Use == WeightUse.Convolution,
            Operation,
            $"the matrix {matrix} for {linear.Matrix.Use} does not fit the input {x.Shape}");
        Bias(Operation, linear.Bias, matrix[0]);
        return new Shape(x.Shape[0], matrix[0]);
    }

    public static Shape RepeatEmbedding(Weight learned, int batch, int tokens)
    {
        const string Operation = nameof(TensorEngine.RepeatEmbedding);
        ArgumentNullException.ThrowIfNull(learned);
        That(
            learned.Use == WeightUse.Values && learned.Shape.Rank == 2 && tokens <= learned.Shape[0],
            Operation,
            $"{tokens} tokens cannot be taken from {learned.Shape} for {learned.Use}");
        return new Shape(batch, learned.Shape[1], tokens);
    }

    public static Shape LookUp(Weight table, ReadOnlySpan<int> rows)
    {
        const string Operation = nameof(TensorEngine.LookUp);
        ArgumentNullException.ThrowIfNull(table);
        That(table.Use == WeightUse.Values && table.Shape.Rank == 2, Operation, $"{table.Shape} for {table.Use} is not a table");
        foreach (var row in rows)
            That(row >= 0 && row < table.Shape[0], Operation, $"there is no row {row} in {table.Shape}");
        return new Shape(rows.Length, table.Shape[1]);
    }

    public static void Same(string operation, Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        That(left.Shape == right.Shape, operation, $"{left.Shape} and {right.Shape} differ");
    }

    public static Shape Patch(Tensor x, int size)
    {
        const string Operation = nameof(TensorEngine.Patch);
        var shape = Rank3(Operation, x);
        That(size >= 1 && shape[2] % size == 0, Operation, $"{shape[2]} samples do not divide into blocks of {size}");
        return new Shape(shape[0], checked(shape[1] * size), shape[2] / size);
    }

    public static Shape Unpatch(Tensor x, int size)
    {
        const string Operation = nameof(TensorEngine.Unpatch);
        var shape = Rank3(Operation, x);
        That(size >= 1 && shape[1] % size == 0, Operation, $"{shape[1]} channels do not divide into blocks of {size}");
        return new Shape(shape[0], shape[1] / size, checked(shape[2] * size));
    }

    public static Shape Encode(Tensor x, Weight kernel, int stride, int padding)
    {
        const string Operation = nameof(TensorEngine.Encode);
        var shape = Rank3(Operation, x);
        ArgumentNullException.ThrowIfNull(kernel);
        That(
            kernel.Shape.Rank == 3 && kernel.Shape[1] == shape[1] && kernel.Use == WeightUse.Convolution,
            Operation,
            $"the kernel {kernel.Shape} for {kernel.Use} does not fit the input {shape}");
        Stride(Operation, stride, padding);
        That(padding < shape[2], Operation, $"{padding} samples cannot be reflected from {shape[2]}");
        var room = shape[2] + (2 * padding) - kernel.Shape[2];
        That(room >= 0, Operation, $"{shape[2]} samples are too few for {kernel.Shape[2]} taps");
        return new Shape(shape[0], kernel.Shape[0], (room / stride) + 1);
    }

    public static Shape Decode(Tensor x, Weight kernel, int stride, int padding)
    {
        const string Operation = nameof(TensorEngine.Decode);
        var shape = Rank3(Operation, x);
        ArgumentNullException.ThrowIfNull(kernel);
        That(
            kernel.Use == WeightUse.TransposedConvolution && kernel.Shape[0] == shape[1],
            Operation,
            $"the kernel {kernel.Shape} for {kernel.Use} does not fit the input {shape}");
        Stride(Operation, stride, padding);
        var samples = checked(((shape[2] - 1) * stride) - (2 * padding) + kernel.Shape[2]);
        That(samples > 0, Operation, $"a padding of {padding} leaves nothing of {shape[2]} samples");
        return new Shape(shape[0], kernel.Shape[1], samples);
    }

    private static Shape Rank3(string operation, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        That(x.Shape.Rank == 3, operation, $"the input {x.Shape} is not [batch, channels, samples]");
        return x.Shape;
    }

    private static (int Outputs, int Taps) Kernel(string operation, ConvolutionWeights convolution, WeightUse use, int inputs)
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

    private static void Bias(string operation, Weight? bias, int outputs)
    {
        if (bias is not null)
            That(bias.Use == WeightUse.Values && bias.Shape == new Shape(outputs), operation, $"the bias {bias.Shape} does not fit {outputs} outputs");
    }

    private static void Norm(string operation, NormalizationWeights norm, int channels)
    {
        var expected = new Shape(channels);
        That(
            norm.Scale.Shape == expected && norm.Shift.Shape == expected && norm.Scale.Use == WeightUse.Values && norm.Shift.Use == WeightUse.Values,
            operation,
            $"the normalisation {norm.Scale.Shape} does not fit {channels} channels");
    }

    private static void Stride(string operation, int stride, int padding)
        => That(stride >= 1 && padding >= 0, operation, $"the stride is {stride} and the padding {padding}");

    private static void Is(string operation, string what, Tensor tensor, Shape expected)
        => That(tensor.Shape == expected, operation, $"the {what} is {tensor.Shape} instead of {expected}");

    private static void Is(string operation, string what, Weight weight, Shape expected)
        => That(weight.Shape == expected && weight.Use == WeightUse.Convolution, operation, $"the {what} is {weight.Shape} for {weight.Use} instead of {expected}");
}
