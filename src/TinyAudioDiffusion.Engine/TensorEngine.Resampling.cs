using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

// Operations that change the number of samples.
public abstract partial class TensorEngine
{
    /// <summary>
    /// Convolves with a kernel that is as long as the stride: each output sample depends on a block of input samples of its own.
    /// </summary>
    /// <param name="x">The input, [batch, in, samples]; the factor divides the number of samples.</param>
    /// <param name="convolution">The kernel, [out, in, factor], and its bias.</param>
    /// <returns>The output, [batch, out, samples / factor].</returns>
    public Tensor Downsample(Tensor x, ConvolutionWeights convolution)
    {
        const string Operation = nameof(Downsample);
        var (outputs, factor) = Check.Kernel(Operation, convolution, WeightUse.Convolution, Check.Rank3(Operation, x)[1]);
        Check.That(x.Shape[2] % factor == 0, Operation, $"{x.Shape[2]} samples are not a multiple of the factor {factor}");
        return DownsampleCore(x, convolution, new Shape(x.Shape[0], outputs, x.Shape[2] / factor));
    }

    /// <summary>Repeats every sample and then convolves with three taps; with a skip, the result is skip + scale * y.</summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="convolution">The kernel, [out, in, 3], for <see cref="WeightUse.Upsampling"/>, and its bias.</param>
    /// <param name="factor">How often every sample is repeated, at least 1.</param>
    /// <param name="skip">The tensor to which the scaled result is added, [batch, out, samples * factor]; null for none.</param>
    /// <param name="scale">The factor of each channel, [batch, out]; required with a skip, null without.</param>
    /// <returns>The output, [batch, out, samples * factor].</returns>
    public Tensor Upsample(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip = null, Tensor? scale = null)
    {
        const string Operation = nameof(Upsample);
        var (outputs, _) = Check.Kernel(Operation, convolution, WeightUse.Upsampling, Check.Rank3(Operation, x)[1]);
        Check.That(factor >= 1, Operation, $"the factor is {factor}");
        var output = new Shape(x.Shape[0], outputs, checked(x.Shape[2] * factor));
        Check.That(skip is null == scale is null, Operation, "a skip and a scale go together");
        if (skip is not null)
            Check.Is(Operation, "skip", skip, output);
        if (scale is not null)
            Check.Is(Operation, "scale", scale, new Shape(output[0], outputs));
        return UpsampleCore(x, convolution, factor, skip, scale, output);
    }

    /// <summary>Encodes for a learned transform: a strided convolution over an input whose ends are reflected, without bias.</summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="kernel">The kernel, [out, in, taps].</param>
    /// <param name="stride">The stride, at least 1.</param>
    /// <param name="padding">The number of samples to reflect at each end; less than the number of samples.</param>
    /// <returns>The output, [batch, out, (samples + 2 * padding - taps) / stride + 1].</returns>
    public Tensor Encode(Tensor x, Weight kernel, int stride, int padding)
    {
        const string Operation = nameof(Encode);
        var shape = Check.Rank3(Operation, x);
        ArgumentNullException.ThrowIfNull(kernel);
        Check.That(
            kernel.Shape.Rank == 3 && kernel.Shape[1] == shape[1] && kernel.Use == WeightUse.Convolution,
            Operation,
            $"the kernel {kernel.Shape} for {kernel.Use} does not fit the input {shape}");
        CheckStride(Operation, stride, padding);
        Check.That(padding < shape[2], Operation, $"{padding} samples cannot be reflected from {shape[2]}");
        var room = shape[2] + (2 * padding) - kernel.Shape[2];
        Check.That(room >= 0, Operation, $"{shape[2]} samples are too few for {kernel.Shape[2]} taps");
        return EncodeCore(x, kernel, stride, padding, new Shape(shape[0], kernel.Shape[0], (room / stride) + 1));
    }

    /// <summary>Decodes for a learned transform: a transposed convolution without bias.</summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="kernel">The kernel, [in, out, taps], for <see cref="WeightUse.TransposedConvolution"/>.</param>
    /// <param name="stride">The stride, at least 1.</param>
    /// <param name="padding">The number of samples to cut off at each end.</param>
    /// <returns>The output, [batch, out, (samples - 1) * stride - 2 * padding + taps].</returns>
    public Tensor Decode(Tensor x, Weight kernel, int stride, int padding)
    {
        const string Operation = nameof(Decode);
        var shape = Check.Rank3(Operation, x);
        ArgumentNullException.ThrowIfNull(kernel);
        Check.That(
            kernel.Use == WeightUse.TransposedConvolution && kernel.Shape[0] == shape[1],
            Operation,
            $"the kernel {kernel.Shape} for {kernel.Use} does not fit the input {shape}");
        CheckStride(Operation, stride, padding);
        var samples = checked(((shape[2] - 1) * stride) - (2 * padding) + kernel.Shape[2]);
        Check.That(samples > 0, Operation, $"a padding of {padding} leaves nothing of {shape[2]} samples");
        return DecodeCore(x, kernel, stride, padding, new Shape(shape[0], kernel.Shape[1], samples));
    }

    /// <summary>Turns blocks of samples into channels: y[c * size + p, t] = x[c, t * size + p].</summary>
    /// <param name="x">The input, [batch, channels, samples]; the size divides the number of samples.</param>
    /// <param name="size">The number of samples of a block, at least 1.</param>
    /// <returns>The output, [batch, channels * size, samples / size].</returns>
    public Tensor Patch(Tensor x, int size) => PatchCore(x, size, PatchedShape(x, size));

    /// <summary>Turns channels into blocks of samples; the inverse of <see cref="Patch"/>.</summary>
    /// <param name="x">The input, [batch, channels * size, samples].</param>
    /// <param name="size">The number of samples of a block, at least 1.</param>
    /// <returns>The output, [batch, channels, samples * size].</returns>
    public Tensor Unpatch(Tensor x, int size)
    {
        const string Operation = nameof(Unpatch);
        var shape = Check.Rank3(Operation, x);
        Check.That(size >= 1 && shape[1] % size == 0, Operation, $"{shape[1]} channels do not divide into blocks of {size}");
        return UnpatchCore(x, size, new Shape(shape[0], shape[1] / size, checked(shape[2] * size)));
    }

    /// <summary>Gives the values of a tensor other extents; their order, from the outermost to the innermost, stays.</summary>
    /// <param name="x">The input, of three extents.</param>
    /// <param name="shape">The extents of the output, three with the same product.</param>
    /// <returns>The output.</returns>
    public Tensor Reshape(Tensor x, Shape shape)
    {
        const string Operation = nameof(Reshape);
        var from = Check.Rank3(Operation, x);
        Check.That(shape.Rank == 3 && shape.ElementCount == from.ElementCount, Operation, $"{from} cannot become {shape}");
        return ReshapeCore(x, shape);
    }

    /// <summary>Implements <see cref="Downsample"/>.</summary>
    protected abstract Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output);

    /// <summary>Implements <see cref="Upsample"/>.</summary>
    protected abstract Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output);

    /// <summary>Implements <see cref="Encode"/>.</summary>
    protected abstract Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output);

    /// <summary>Implements <see cref="Decode"/>.</summary>
    protected abstract Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output);

    /// <summary>Implements <see cref="Patch"/>.</summary>
    protected abstract Tensor PatchCore(Tensor x, int size, Shape output);

    /// <summary>Implements <see cref="Unpatch"/>.</summary>
    protected abstract Tensor UnpatchCore(Tensor x, int size, Shape output);

    /// <summary>Implements <see cref="Reshape"/>.</summary>
    protected abstract Tensor ReshapeCore(Tensor x, Shape output);

    /// <summary>Gives the shape of what <see cref="Patch"/> returns.</summary>
    private protected static Shape PatchedShape(Tensor x, int size)
    {
        const string Operation = nameof(Patch);
        var shape = Check.Rank3(Operation, x);
        Check.That(size >= 1 && shape[2] % size == 0, Operation, $"{shape[2]} samples do not divide into blocks of {size}");
        return new Shape(shape[0], checked(shape[1] * size), shape[2] / size);
    }

    private static void CheckStride(string operation, int stride, int padding)
        => Check.That(stride >= 1 && padding >= 0, operation, $"the stride is {stride} and the padding {padding}");
}
