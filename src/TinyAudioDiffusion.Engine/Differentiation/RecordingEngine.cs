using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>
/// The engine of a <see cref="RecordingTape"/>: computes each operation on another engine and records its backward. Where a gradient needs
/// a value from the middle of a fused operation, this engine takes the operation apart: a modulation and a scaled skip become steps of
/// their own.
/// </summary>
/// <param name="tape">The tape.</param>
/// <param name="inner">The engine that computes.</param>
/// <param name="operations">The backward half of that engine.</param>
internal sealed class RecordingEngine(RecordingTape tape, TensorEngine inner, IGradientOperations operations) : TensorEngine
{
    /// <inheritdoc/>
    public override string Description => inner.Description;

    /// <inheritdoc/>
    public override bool IsRecording => true;

    /// <inheritdoc/>
    public override Tensor ComputeSegment<TState>(Tensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return tape.ComputeSegment(Own(x), state, segment);
    }

    /// <inheritdoc/>
    protected override GradientTape CreateTapeCore(bool gradientCheckpointing)
        => throw new NotSupportedException("A tape records passes, not other tapes.");

    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape) => tape.Constant(inner.CreateTensor(values, shape));

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination) => inner.Read(Own(tensor).Value, destination);

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use)
        => inner.CreateWeight(values, shape, use);

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values)
        => throw new InvalidOperationException("A weight cannot change while a tape records; update it when the tape is disposed.");

    /// <inheritdoc/>
    protected override void ReadCore(Weight weight, Span<float> destination) => inner.Read(weight, destination);

    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        var (input, added) = (Own(x), residual is null ? null : Own(residual));
        var convolved = tape.Record(
            inner.Convolve(input.Value, convolution, norm, added?.Value),
            input,
            (x, dy, gradients) => tape.Give(input, operations.ConvolveBackward(x, convolution, norm, dy, input.WantsGradient, gradients)),
            addend: added);
        if (modulation is null)
            return convolved;
        using (convolved)
            return ModulateCore(convolved, modulation);
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
    {
        var (a, b, added) = (Own(first), Own(second), residual is null ? null : Own(residual));
        return tape.Record(
            inner.Merge(a.Value, scale, b.Value, convolution, added?.Value),
            a,
            b,
            (first, second, dy, gradients) =>
            {
                var (da, db) = operations.MergeBackward(first, scale, second, convolution, dy, gradients);
                tape.Give(a, da);
                tape.Give(b, db);
            },
            addend: added);
    }

    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
    {
        var input = Own(x);
        return tape.Record(
            inner.Downsample(input.Value, convolution),
            input,
            (x, dy, gradients) => tape.Give(input, operations.DownsampleBackward(x, convolution, dy, input.WantsGradient, gradients)));
    }

    /// <inheritdoc/>
    protected override Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output)
    {
        var input = Own(x);
        var upsampled = tape.Record(
            inner.Upsample(input.Value, convolution, factor),
            input,
            (x, dy, gradients) => tape.Give(input, operations.UpsampleBackward(x, convolution, factor, dy, gradients)));
        if (skip is null)
            return upsampled;
        using (upsampled)
            return ScaleAndAdd(upsampled, Own(scale!), Own(skip));
    }

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var input = Own(x);
        return tape.Record(
            inner.Encode(input.Value, kernel, stride, padding),
            input,
            (x, dy, gradients) => tape.Give(
                input, operations.EncodeBackward(x, kernel, stride, padding, dy, input.WantsGradient, gradients)));
    }

    /// <inheritdoc/>
    protected override Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var input = Own(x);
        return tape.Record(
            inner.Decode(input.Value, kernel, stride, padding),
            input,
            (x, dy, gradients) => tape.Give(input, operations.DecodeBackward(x, kernel, stride, padding, dy, gradients)));
    }

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        var input = Own(x);
        return tape.Record(inner.Patch(input.Value, size), (dy, _) => tape.Give(input, inner.Unpatch(dy, size)));
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        var input = Own(x);
        return tape.Record(inner.Unpatch(input.Value, size), (dy, _) => tape.Give(input, inner.Patch(dy, size)));
    }

    /// <inheritdoc/>
    protected override Tensor ReshapeCore(Tensor x, Shape output)
    {
        var input = Own(x);
        return tape.Record(inner.Reshape(input.Value, output), (dy, _) => tape.Give(input, inner.Reshape(dy, x.Shape)));
    }

    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        var input = Own(x);
        var other = ReferenceEquals(context, x) ? null : Own(context);
        if (tape.IsInSegment)
            return tape.Record(inner.Attend(input.Value, other?.Value, attention), static (_, _) => { });

        var (y, kept) = operations.AttendKeeping(input.Value, other?.Value, attention);
        return tape.Record(y, input, other ?? input, kept, (x, context, kept, dy, gradients) =>
        {
            var (dx, dcontext) = operations.AttendBackward(x, other is null ? null : context, attention, kept, dy, gradients);
            tape.Give(input, dx);
            if (other is not null)
                tape.Give(other, dcontext);
        });
    }

    /// <inheritdoc/>
    protected override Tensor AttendHeadsCore(Tensor query, Tensor keyValue, int heads)
    {
        var (asking, asked) = (Own(query), Own(keyValue));
        return tape.Record(inner.AttendHeads(asking.Value, asked.Value, heads), asking, asked, (query, keyValue, dy, _) =>
        {
            var (dquery, dkeyValue) = operations.AttendHeadsBackward(query, keyValue, heads, dy);
            tape.Give(asking, dquery);
            tape.Give(asked, dkeyValue);
        });
    }

    /// <inheritdoc/>
    protected override Tensor NormalizeGroupsCore(Tensor x, NormalizationWeights norm, Activation activation, Tensor? residual)
    {
        var (input, added) = (Own(x), residual is null ? null : Own(residual));
        return tape.Record(
            inner.NormalizeGroups(input.Value, norm, activation, added?.Value),
            input,
            (x, dy, gradients) => tape.Give(
                input, operations.NormalizeGroupsBackward(x, norm, activation, dy, input.WantsGradient, gradients)),
            addend: added);
    }

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
    {
        var (input, modulation) = (Own(x), Own(scaleAndShift));
        return tape.Record(inner.Modulate(input.Value, modulation.Value), input, modulation, (x, scaleAndShift, dy, _) =>
        {
            var (dx, dmodulation) = operations.ModulateBackward(x, scaleAndShift, dy);
            tape.Give(input, dx);
            tape.Give(modulation, dmodulation);
        });
    }

    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        var input = Own(x);
        return tape.Record(
            inner.Linear(input.Value, linear, before, after),
            input,
            (x, dy, gradients) => tape.Give(
                input, operations.LinearBackward(x, linear, before, after, dy, input.WantsGradient, gradients)));
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        var copy = values.ToArray();
        return tape.Record(
            inner.EmbedFrequencies(values, frequencies),
            (dy, gradients) => operations.EmbedFrequenciesBackward(copy, frequencies, dy, gradients));
    }

    /// <inheritdoc/>
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
        => tape.Record(
            inner.RepeatEmbedding(learned, output[0], output[2]),
            (dy, gradients) => operations.RepeatEmbeddingBackward(learned, dy, gradients));

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        var copy = rows.ToArray();
        return tape.Record(inner.LookUp(table, rows), (dy, gradients) => operations.LookUpBackward(table, copy, dy, gradients));
    }

    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
    {
        var (a, b) = (Own(left), Own(right));
        return tape.Record(inner.Add(a.Value, b.Value), (dy, _) => tape.Give(a, operations.Multiply(dy, 1f)), addend: b);
    }

    /// <inheritdoc/>
    protected override Tensor MultiplyCore(Tensor left, Tensor right)
    {
        var (a, b) = (Own(left), Own(right));
        return tape.Record(inner.Multiply(a.Value, b.Value), a, b, (left, right, dy, _) =>
        {
            tape.Give(a, inner.Multiply(dy, right));
            tape.Give(b, inner.Multiply(dy, left));
        });
    }

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        var (start, end) = (Own(from), Own(to));
        return tape.Record(inner.Extrapolate(start.Value, end.Value, amount), (dy, _) =>
        {
            tape.Give(start, operations.Multiply(dy, 1f - amount));
            tape.Give(end, operations.Multiply(dy, amount));
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The tape owns everything.
    }

    private static RecordedTensor Own(Tensor tensor) => RecordingTape.Own(tensor);

    /// <summary>Computes y = skip + scale * x.</summary>
    private RecordedTensor ScaleAndAdd(RecordedTensor x, RecordedTensor scale, RecordedTensor skip)
    {
        var y = operations.Scale(x.Value, scale.Value);
        operations.Accumulate(y, skip.Value);
        return tape.Record(
            y,
            x,
            scale,
            (value, factors, dy, _) =>
            {
                var (dx, dscale) = operations.ScaleBackward(value, factors, dy);
                tape.Give(x, dx);
                tape.Give(scale, dscale);
            },
            addend: skip);
    }
}
