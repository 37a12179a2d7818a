using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>
/// Computes on another engine and notes on a tape how gradients flow back. Fused operations are taken apart where a gradient needs what stands between: a modulation and a
/// scaled skip are steps of their own here.
/// </summary>
internal sealed class RecordingEngine(RecordingTape tape) : TensorEngine
{
    /// <inheritdoc/>
    public override string Description => tape.Inner.Description;

    /// <inheritdoc/>
    public override bool IsRecording => true;

    private IGradientOperations Operations => tape.Operations;

    /// <inheritdoc/>
    public override Tensor ComputeSegment<TState>(Tensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return tape.ComputeSegment(Own(x), state, segment);
    }

    /// <inheritdoc/>
    protected override GradientTape CreateTapeCore(bool gradientCheckpointing) => throw new NotSupportedException("A tape records passes, not other tapes.");

    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape) => tape.Constant(tape.Inner.CreateTensor(values, shape));

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination) => tape.Inner.Read(Own(tensor).Value, destination);

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use) => tape.Inner.CreateWeight(values, shape, use);

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values)
        => throw new InvalidOperationException("A weight cannot change while a tape records; update it when the tape is disposed.");

    /// <inheritdoc/>
    protected override void ReadCore(Weight weight, Span<float> destination) => tape.Inner.Read(weight, destination);

    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        var (input, added) = (Own(x), residual is null ? null : Own(residual));
        var convolved = tape.Record(tape.Inner.Convolve(input.Value, convolution, norm, added?.Value), [input], (dy, gradients) =>
        {
            tape.Give(input, Operations.ConvolveBackward(input.Value, convolution, norm, dy, input.WantsGradient, gradients));
            if (added is null)
                dy.Dispose();
            else
                tape.Give(added, dy);
        });
        if (modulation is null)
            return convolved;
        using (convolved)
            return ModulateCore(convolved, modulation);
    }

    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
    {
        var input = Own(x);
        return tape.Record(tape.Inner.Downsample(input.Value, convolution), [input], (dy, gradients) =>
        {
            using (dy)
                tape.Give(input, Operations.DownsampleBackward(input.Value, convolution, dy, input.WantsGradient, gradients));
        });
    }

    /// <inheritdoc/>
    protected override Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output)
    {
        var input = Own(x);
        var upsampled = tape.Record(tape.Inner.Upsample(input.Value, convolution, factor), [input], (dy, gradients) =>
        {
            using (dy)
                tape.Give(input, Operations.UpsampleBackward(input.Value, convolution, factor, dy, gradients));
        });
        if (skip is null)
            return upsampled;
        using (upsampled)
            return ScaleAndAdd(upsampled, Own(scale!), Own(skip));
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
    {
        var (a, b, added) = (Own(first), Own(second), residual is null ? null : Own(residual));
        return tape.Record(tape.Inner.Merge(a.Value, scale, b.Value, convolution, added?.Value), [a, b], (dy, gradients) =>
        {
            var (da, db) = Operations.MergeBackward(a.Value, scale, b.Value, convolution, dy, gradients);
            tape.Give(a, da);
            tape.Give(b, db);
            if (added is null)
                dy.Dispose();
            else
                tape.Give(added, dy);
        });
    }

    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        var input = Own(x);
        var asked = ReferenceEquals(context, x) ? null : Own(context);
        if (tape.IsInSegment)
            return tape.Record(tape.Inner.Attend(input.Value, asked?.Value, attention), [], static (_, _) => { });

        var (y, kept) = Operations.AttendKeeping(input.Value, asked?.Value, attention);
        return tape.Record(
            y,
            asked is null ? [input] : [input, asked],
            (dy, gradients) =>
            {
                using (dy)
                {
                    var (dx, dContext) = Operations.AttendBackward(input.Value, asked?.Value, attention, kept, dy, gradients);
                    tape.Give(input, dx);
                    if (asked is not null)
                        tape.Give(asked, dContext);
                }
            },
            kept);
    }

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
    {
        var (input, modulation) = (Own(x), Own(scaleAndShift));
        return tape.Record(tape.Inner.Modulate(input.Value, modulation.Value), [input, modulation], (dy, _) =>
        {
            using (dy)
            {
                var (dx, dModulation) = Operations.ModulateBackward(input.Value, modulation.Value, dy);
                tape.Give(input, dx);
                tape.Give(modulation, dModulation);
            }
        });
    }

    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        var input = Own(x);
        return tape.Record(tape.Inner.Linear(input.Value, linear, before, after), [input], (dy, gradients) =>
        {
            using (dy)
                tape.Give(input, Operations.LinearBackward(input.Value, linear, before, after, dy, input.WantsGradient, gradients));
        });
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        var copy = values.ToArray();
        return tape.Record(tape.Inner.EmbedFrequencies(values, frequencies), [], (dy, gradients) =>
        {
            using (dy)
                Operations.EmbedFrequenciesBackward(copy, frequencies, dy, gradients);
        });
    }

    /// <inheritdoc/>
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
        => tape.Record(tape.Inner.RepeatEmbedding(learned, output[0], output[2]), [], (dy, gradients) =>
        {
            using (dy)
                Operations.RepeatEmbeddingBackward(learned, dy, gradients);
        });

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        var copy = rows.ToArray();
        return tape.Record(tape.Inner.LookUp(table, rows), [], (dy, gradients) =>
        {
            using (dy)
                Operations.LookUpBackward(table, copy, dy, gradients);
        });
    }

    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
    {
        var (a, b) = (Own(left), Own(right));
        return tape.Record(tape.Inner.Add(a.Value, b.Value), [], (dy, _) =>
        {
            tape.Give(a, Operations.Multiply(dy, 1f));
            tape.Give(b, dy);
        });
    }

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        var (start, end) = (Own(from), Own(to));
        return tape.Record(tape.Inner.Extrapolate(start.Value, end.Value, amount), [], (dy, _) =>
        {
            using (dy)
            {
                tape.Give(start, Operations.Multiply(dy, 1f - amount));
                tape.Give(end, Operations.Multiply(dy, amount));
            }
        });
    }

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        var input = Own(x);
        return tape.Record(tape.Inner.Patch(input.Value, size), [], (dy, _) =>
        {
            using (dy)
                tape.Give(input, tape.Inner.Unpatch(dy, size));
        });
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        var input = Own(x);
        return tape.Record(tape.Inner.Unpatch(input.Value, size), [], (dy, _) =>
        {
            using (dy)
                tape.Give(input, tape.Inner.Patch(dy, size));
        });
    }

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var input = Own(x);
        return tape.Record(tape.Inner.Encode(input.Value, kernel, stride, padding), [input], (dy, gradients) =>
        {
            using (dy)
                tape.Give(input, Operations.EncodeBackward(input.Value, kernel, stride, padding, dy, input.WantsGradient, gradients));
        });
    }

    /// <inheritdoc/>
    protected override Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var input = Own(x);
        return tape.Record(tape.Inner.Decode(input.Value, kernel, stride, padding), [input], (dy, gradients) =>
        {
            using (dy)
                tape.Give(input, Operations.DecodeBackward(input.Value, kernel, stride, padding, dy, gradients));
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The tape's.
    }

    private static RecordedTensor Own(Tensor tensor) => RecordingTape.Own(tensor);

    /// <summary>y = skip + scale * x.</summary>
    private RecordedTensor ScaleAndAdd(RecordedTensor x, RecordedTensor scale, RecordedTensor skip)
    {
        var y = Operations.Scale(x.Value, scale.Value);
        Operations.Accumulate(y, skip.Value);
        return tape.Record(y, [x, scale], (dy, _) =>
        {
            var (dx, dScale) = Operations.ScaleBackward(x.Value, scale.Value, dy);
            tape.Give(x, dx);
            tape.Give(scale, dScale);
            tape.Give(skip, dy);
        });
    }
}
