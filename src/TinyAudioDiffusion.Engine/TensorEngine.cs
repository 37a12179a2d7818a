using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

/// <summary>
/// The operations that the networks need, at the grain at which fusion pays: a normalisation, its activation, the convolution and what
/// is added to it are one operation, attention is one. The managed engine fuses them, another engine may compose them.
/// </summary>
/// <remarks>
/// <para>Networks are written once against this class and know no engine. Every operation gives a new tensor that the caller disposes and
/// leaves its inputs alone. All tensors of one call come from the same engine.</para>
/// <para>Engines are safe to use from several threads at once. The result of an item depends on that item only, not on the batch, the
/// number of threads or the load.</para>
/// <para>Operations check shapes and throw <see cref="ArgumentException"/> naming themselves and what does not fit.</para>
/// </remarks>
public abstract partial class TensorEngine : IDisposable
{
    /// <summary>Gets the name and the device for a person: "managed, Vector512, 2 threads".</summary>
    public abstract string Description { get; }

    /// <summary>
    /// Gets whether operations are recorded so that gradients can flow back: whatever is computed from weights must then come from this engine's operations, not from a cache.
    /// </summary>
    public virtual bool IsRecording => false;

    /// <summary>Starts to record a pass for its gradients.</summary>
    /// <param name="gradientCheckpointing">Whether segments (<see cref="ComputeSegment"/>) keep their input only and are computed again on the way back: less memory, more time.</param>
    /// <returns>The tape; the caller disposes it before the next change of weights.</returns>
    /// <exception cref="NotSupportedException">The engine computes no gradients.</exception>
    public GradientTape CreateTape(bool gradientCheckpointing = false) => CreateTapeCore(gradientCheckpointing);

    /// <summary>Gives a weight new values in its place, as an optimiser does.</summary>
    /// <param name="weight">The weight. No pass may be using it.</param>
    /// <param name="values">The values as a state dict holds them, row major.</param>
    /// <remarks>Different weights may be updated from several threads at once.</remarks>
    public void Update(Weight weight, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(weight);
        OperationChecks.That(values.Length == weight.Shape.ElementCount, nameof(Update), $"{values.Length} values were given for the shape {weight.Shape}");
        UpdateCore(weight, values);
    }

    /// <summary>Copies a weight's values out: those that it was given, bit for bit, in whatever form the engine keeps them.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="destination">Receives the values, row major; exactly as long as the weight.</param>
    public void Read(Weight weight, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(weight);
        OperationChecks.That(destination.Length == weight.Shape.ElementCount, nameof(Read), $"the destination has {destination.Length} elements for the shape {weight.Shape}");
        ReadCore(weight, destination);
    }

    /// <summary>
    /// Computes a part of a network whose intermediate results need not be kept for its gradients: they are computed again on the way back where the tape asks for it.
    /// </summary>
    /// <typeparam name="TState">What the segment reads beside its input; a struct and a static function keep passes without a tape free of allocations.</typeparam>
    /// <param name="x">The input; stays the caller's.</param>
    /// <param name="state">What the segment reads beside its input.</param>
    /// <param name="segment">Computes a new tensor from an engine, the input and the state; gives the same for the same.</param>
    /// <returns>What the segment gave.</returns>
    public virtual Tensor ComputeSegment<TState>(Tensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return segment(this, x, state);
    }

    /// <summary>Copies values into a new tensor.</summary>
    /// <param name="values">The values, row major.</param>
    /// <param name="shape">The extents.</param>
    /// <returns>The tensor.</returns>
    public Tensor CreateTensor(ReadOnlySpan<float> values, Shape shape)
    {
        OperationChecks.That(values.Length == shape.ElementCount, nameof(CreateTensor), $"{values.Length} values were given for the shape {shape}");
        return CreateTensorCore(values, shape);
    }

    /// <summary>Copies a tensor's values out.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="destination">Receives the values, row major; exactly as long as the tensor.</param>
    public void Read(Tensor tensor, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        OperationChecks.That(destination.Length == tensor.Shape.ElementCount, nameof(Read), $"the destination has {destination.Length} elements for the shape {tensor.Shape}");
        ReadCore(tensor, destination);
    }

    /// <summary>Lays a parameter out for its use.</summary>
    /// <param name="values">The values as a state dict holds them, row major.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="use">What the parameter is used for.</param>
    /// <returns>The parameter, for the network to own.</returns>
    public Weight CreateWeight(ReadOnlySpan<float> values, Shape shape, WeightUse use)
    {
        OperationChecks.That(values.Length == shape.ElementCount, nameof(CreateWeight), $"{values.Length} values were given for the shape {shape}");
        OperationChecks.Weight(nameof(CreateWeight), shape, use);
        return CreateWeightCore(values, shape, use);
    }

    /// <summary>
    /// Convolution with stride 1 and as many samples out as in, with what stands before and after it in a residual block:
    /// y = modulate(residual + conv(SiLU(groupnorm(x)))).
    /// </summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="convolution">The kernel, [out, in, taps] with an odd number of taps, and its bias.</param>
    /// <param name="norm">The group normalisation and, with it, the SiLU before the convolution; null for neither.</param>
    /// <param name="residual">What is added, [batch, out, samples]; null for nothing.</param>
    /// <param name="modulation">The scale and shift of <see cref="Modulate"/> that follows, [batch, 2 * out]; null for none.</param>
    /// <returns>The output, [batch, out, samples].</returns>
    public Tensor Convolve(
        Tensor x,
        ConvolutionWeights convolution,
        NormalizationWeights? norm = null,
        Tensor? residual = null,
        Tensor? modulation = null)
        => ConvolveCore(x, convolution, norm, residual, modulation, OperationChecks.Convolve(x, convolution, norm, residual, modulation));

    /// <summary>Convolution whose kernel and stride are one factor: every output sample sees its own block of input samples.</summary>
    /// <param name="x">The input, [batch, in, samples]; the factor divides the number of samples.</param>
    /// <param name="convolution">The kernel, [out, in, factor], and its bias.</param>
    /// <returns>The output, [batch, out, samples / factor].</returns>
    public Tensor Downsample(Tensor x, ConvolutionWeights convolution)
        => DownsampleCore(x, convolution, OperationChecks.Downsample(x, convolution));

    /// <summary>Repeats every sample, then convolves with three taps; where a skip is given, the result is skip + scale * y.</summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="convolution">The kernel, [out, in, 3], for <see cref="WeightUse.Upsampling"/>, and its bias.</param>
    /// <param name="factor">How often every sample is repeated, at least 1.</param>
    /// <param name="skip">What the scaled result is added to, [batch, out, samples * factor]; null for nothing.</param>
    /// <param name="scale">The factor of each channel, [batch, out]; given exactly where a skip is.</param>
    /// <returns>The output, [batch, out, samples * factor].</returns>
    public Tensor Upsample(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip = null, Tensor? scale = null)
        => UpsampleCore(x, convolution, factor, skip, scale, OperationChecks.Upsample(x, convolution, factor, skip, scale));

    /// <summary>Convolution with one tap over the channels of two tensors: conv(concat(scale * first, second)) + residual.</summary>
    /// <param name="first">The first channels, [batch, a, samples].</param>
    /// <param name="scale">The factor of the first channels.</param>
    /// <param name="second">The channels behind them, [batch, b, samples].</param>
    /// <param name="convolution">The kernel, [out, a + b, 1], and its bias.</param>
    /// <param name="residual">What is added, [batch, out, samples]; null for nothing.</param>
    /// <returns>The output, [batch, out, samples].</returns>
    public Tensor Merge(Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual = null)
        => MergeCore(first, scale, second, convolution, residual, OperationChecks.Merge(first, second, convolution, residual));

    /// <summary>
    /// Multi-head attention with its layer normalisations, projections and the residual:
    /// x + out(softmax(q k^T / sqrt(features)) v), tokens being samples.
    /// </summary>
    /// <param name="x">What asks, [batch, channels, samples].</param>
    /// <param name="context">What is asked, [batch, context features, tokens]; null for x itself.</param>
    /// <param name="attention">The parameters.</param>
    /// <returns>The output, [batch, channels, samples].</returns>
    public Tensor Attend(Tensor x, Tensor? context, AttentionWeights attention)
    {
        OperationChecks.Attend(x, context, attention);
        return AttendCore(x, context ?? x, attention);
    }

    /// <summary>
    /// Layer normalisation over the channels at each sample (no parameters, epsilon 1e-6), scaled and shifted by features:
    /// y = norm(x) * (1 + scale) + shift.
    /// </summary>
    /// <param name="x">The input, [batch, channels, samples].</param>
    /// <param name="scaleAndShift">The scales, then the shifts, [batch, 2 * channels].</param>
    /// <returns>The output, [batch, channels, samples].</returns>
    public Tensor Modulate(Tensor x, Tensor scaleAndShift)
    {
        OperationChecks.Modulate(x, scaleAndShift);
        return ModulateCore(x, scaleAndShift);
    }

    /// <summary>Linear map of feature vectors with an activation on either side: y = after(before(x) W^T + b).</summary>
    /// <param name="x">The features, [batch, in].</param>
    /// <param name="linear">The matrix, [out, in], and its bias.</param>
    /// <param name="before">What is applied to the input.</param>
    /// <param name="after">What is applied to the output.</param>
    /// <returns>The output, [batch, out].</returns>
    public Tensor Linear(Tensor x, LinearWeights linear, Activation before = Activation.Identity, Activation after = Activation.Identity)
        => LinearCore(x, linear, before, after, OperationChecks.Linear(x, linear));

    /// <summary>Embeds numbers: [t, sin(2 pi w t), cos(2 pi w t)].</summary>
    /// <param name="values">The numbers, [batch].</param>
    /// <param name="frequencies">The frequencies w, [count].</param>
    /// <returns>The features, [batch, 1 + 2 * count].</returns>
    public Tensor EmbedFrequencies(ReadOnlySpan<float> values, Weight frequencies)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        OperationChecks.That(frequencies.Use == WeightUse.Values, nameof(EmbedFrequencies), "the frequencies are not plain values");
        return EmbedFrequenciesCore(values, frequencies, new Shape(values.Length, 1 + (2 * frequencies.Shape.ElementCount)));
    }

    /// <summary>Gives learned tokens to every item: y[b, f, n] = tokens[n, f].</summary>
    /// <param name="learned">The tokens, [most tokens, features], as plain values.</param>
    /// <param name="batch">The number of items.</param>
    /// <param name="tokens">The number of tokens, at most those learned.</param>
    /// <returns>The embedding, [batch, features, tokens].</returns>
    public Tensor RepeatEmbedding(Weight learned, int batch, int tokens)
        => RepeatEmbeddingCore(learned, OperationChecks.RepeatEmbedding(learned, batch, tokens));

    /// <summary>Looks rows of a table up, one for each item.</summary>
    /// <param name="table">The table, [rows, features], as plain values.</param>
    /// <param name="rows">The row of each item, [batch].</param>
    /// <returns>The features, [batch, features].</returns>
    public Tensor LookUp(Weight table, ReadOnlySpan<int> rows)
        => LookUpCore(table, rows, OperationChecks.LookUp(table, rows));

    /// <summary>Adds two tensors of one shape, element by element.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public Tensor Add(Tensor left, Tensor right)
    {
        OperationChecks.Same(nameof(Add), left, right);
        return AddCore(left, right);
    }

    /// <summary>Goes from one tensor towards another of its shape, or beyond: from + (to - from) * amount.</summary>
    /// <param name="from">Where amount 0 stays.</param>
    /// <param name="to">Where amount 1 arrives.</param>
    /// <param name="amount">How far to go.</param>
    /// <returns>The point reached.</returns>
    public Tensor Extrapolate(Tensor from, Tensor to, float amount)
    {
        OperationChecks.Same(nameof(Extrapolate), from, to);
        return ExtrapolateCore(from, to, amount);
    }

    /// <summary>Turns blocks of samples into channels: y[c * size + p, t] = x[c, t * size + p].</summary>
    /// <param name="x">The input, [batch, channels, samples]; the size divides the number of samples.</param>
    /// <param name="size">The number of samples of a block, at least 1.</param>
    /// <returns>The output, [batch, channels * size, samples / size].</returns>
    public Tensor Patch(Tensor x, int size)
        => PatchCore(x, size, OperationChecks.Patch(x, size));

    /// <summary>Turns channels into blocks of samples; the inverse of <see cref="Patch"/>.</summary>
    /// <param name="x">The input, [batch, channels * size, samples].</param>
    /// <param name="size">The number of samples of a block, at least 1.</param>
    /// <returns>The output, [batch, channels, samples * size].</returns>
    public Tensor Unpatch(Tensor x, int size)
        => UnpatchCore(x, size, OperationChecks.Unpatch(x, size));

    /// <summary>Strided convolution over reflected edges, as a learned transform encodes: no bias.</summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="kernel">The kernel, [out, in, taps].</param>
    /// <param name="stride">The stride, at least 1.</param>
    /// <param name="padding">How many samples are reflected at each end; less than the number of samples.</param>
    /// <returns>The output, [batch, out, (samples + 2 * padding - taps) / stride + 1].</returns>
    public Tensor Encode(Tensor x, Weight kernel, int stride, int padding)
        => EncodeCore(x, kernel, stride, padding, OperationChecks.Encode(x, kernel, stride, padding));

    /// <summary>Transposed convolution, as a learned transform decodes: no bias.</summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="kernel">The kernel, [in, out, taps], for <see cref="WeightUse.TransposedConvolution"/>.</param>
    /// <param name="stride">The stride, at least 1.</param>
    /// <param name="padding">How many samples are cut at each end.</param>
    /// <returns>The output, [batch, out, (samples - 1) * stride - 2 * padding + taps].</returns>
    public Tensor Decode(Tensor x, Weight kernel, int stride, int padding)
        => DecodeCore(x, kernel, stride, padding, OperationChecks.Decode(x, kernel, stride, padding));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the engine holds. Tensors and weights must be disposed before.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}
