using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>Every operation that has a backward, on operands of given sizes.</summary>
internal static class DifferentiableOperations
{
    public static Differentiable Convolve(
        this Operands o, int batch, int inputs, int outputs, int taps, int samples, int groups = 0, bool bias = true,
        bool wantsInput = true)
        => o.Convolve(o.Tensor(batch, inputs, samples), outputs, taps, groups, bias, wantsInput);

    public static Differentiable Convolve(
        this Operands o, Tensor x, int outputs, int taps, int groups = 0, bool bias = true, bool wantsInput = true)
    {
        var convolution = o.Convolution(outputs, x.Shape[1], taps, bias: bias);
        var norm = groups == 0 ? null : o.Norm(x.Shape[1], groups);
        return new(
            [x],
            () => o.Engine.Convolve(x, convolution, norm),
            (dy, gradients) => [o.Backward.ConvolveBackward(x, convolution, norm, dy, wantsInput, gradients)]);
    }

    public static Differentiable Downsample(
        this Operands o, int batch, int inputs, int outputs, int factor, int samples, bool bias = true, bool wantsInput = true)
    {
        var (x, convolution) = (o.Tensor(batch, inputs, samples), o.Convolution(outputs, inputs, factor, bias: bias));
        return new(
            [x],
            () => o.Engine.Downsample(x, convolution),
            (dy, gradients) => [o.Backward.DownsampleBackward(x, convolution, dy, wantsInput, gradients)]);
    }

    public static Differentiable Upsample(this Operands o, int batch, int inputs, int outputs, int factor, int samples, bool bias = true)
    {
        var (x, convolution) = (o.Tensor(batch, inputs, samples), o.Convolution(outputs, inputs, 3, WeightUse.Upsampling, bias));
        return new(
            [x],
            () => o.Engine.Upsample(x, convolution, factor),
            (dy, gradients) => [o.Backward.UpsampleBackward(x, convolution, factor, dy, gradients)]);
    }

    public static Differentiable Scale(this Operands o, int batch, int channels, int samples)
    {
        var (x, scale) = (o.Tensor(batch, channels, samples), o.Tensor(batch, channels));
        return new(
            [x, scale],
            () => o.Backward.Scale(x, scale),
            (dy, _) =>
            {
                var (dx, dscale) = o.Backward.ScaleBackward(x, scale, dy);
                return [dx, dscale];
            });
    }

    public static Differentiable Merge(
        this Operands o, int batch, int first, float scale, int second, int outputs, int samples, bool bias = true)
    {
        var (left, right) = (o.Tensor(batch, first, samples), o.Tensor(batch, second, samples));
        var convolution = o.Convolution(outputs, first + second, 1, bias: bias);
        return new(
            [left, right],
            () => o.Engine.Merge(left, scale, right, convolution),
            (dy, gradients) =>
            {
                var (dleft, dright) = o.Backward.MergeBackward(left, scale, right, convolution, dy, gradients);
                return [dleft, dright];
            });
    }

    public static Differentiable Encode(
        this Operands o, int batch, int channels, int filters, int taps, int stride, int padding, int samples, bool wantsInput = true)
    {
        var (x, kernel) = (o.Tensor(batch, channels, samples), o.Weight(WeightUse.Convolution, filters, channels, taps));
        return new(
            [x],
            () => o.Engine.Encode(x, kernel, stride, padding),
            (dy, gradients) => [o.Backward.EncodeBackward(x, kernel, stride, padding, dy, wantsInput, gradients)]);
    }

    public static Differentiable Decode(
        this Operands o, int batch, int channels, int filters, int taps, int stride, int padding, int samples)
    {
        var (x, kernel) = (o.Tensor(batch, filters, samples), o.Weight(WeightUse.TransposedConvolution, filters, channels, taps));
        return new(
            [x],
            () => o.Engine.Decode(x, kernel, stride, padding),
            (dy, gradients) => [o.Backward.DecodeBackward(x, kernel, stride, padding, dy, gradients)]);
    }

    public static Differentiable Attend(this Operands o, Tensor x, Tensor? context, int heads, int features)
    {
        var attention = o.Attention(x.Shape[1], (context ?? x).Shape[1], heads, features);
        IDisposable? kept = null;
        return new(
            context is null ? [x] : [x, context],
            () =>
            {
                (var y, kept) = o.Backward.AttendKeeping(x, context, attention);
                if (kept is not null)
                    o.Own(kept);
                return y;
            },
            (dy, gradients) =>
            {
                var (dx, dcontext) = o.Backward.AttendBackward(x, context, attention, kept, dy, gradients);
                return context is null && dcontext is null ? [dx] : [dx, dcontext];
            });
    }

    public static Differentiable AttendHeads(this Operands o, int batch, int heads, int features, int samples, int tokens)
    {
        var (query, keyValue) = (o.Tensor(batch, heads * features, samples), o.Tensor(batch, 2 * heads * features, tokens));
        return new(
            [query, keyValue],
            () => o.Engine.AttendHeads(query, keyValue, heads),
            (dy, _) =>
            {
                var (dquery, dkeyValue) = o.Backward.AttendHeadsBackward(query, keyValue, heads, dy);
                return [dquery, dkeyValue];
            });
    }

    public static Differentiable NormalizeGroups(
        this Operands o, int batch, int channels, int samples, int groups, Activation activation, bool wantsInput = true)
    {
        var (x, norm) = (o.Tensor(batch, channels, samples), o.Norm(channels, groups));
        return new(
            [x],
            () => o.Engine.NormalizeGroups(x, norm, activation),
            (dy, gradients) => [o.Backward.NormalizeGroupsBackward(x, norm, activation, dy, wantsInput, gradients)]);
    }

    public static Differentiable Modulate(this Operands o, Tensor x)
    {
        var scaleAndShift = o.Tensor(x.Shape[0], 2 * x.Shape[1]);
        return new(
            [x, scaleAndShift],
            () => o.Engine.Modulate(x, scaleAndShift),
            (dy, _) =>
            {
                var (dx, dscaleAndShift) = o.Backward.ModulateBackward(x, scaleAndShift, dy);
                return [dx, dscaleAndShift];
            });
    }

    public static Differentiable Linear(
        this Operands o, int batch, int inputs, int outputs, Activation before, Activation after, bool bias = true, bool wantsInput = true)
    {
        var (x, linear) = (o.Tensor(batch, inputs), o.Linear(outputs, inputs, bias));
        return new(
            [x],
            () => o.Engine.Linear(x, linear, before, after),
            (dy, gradients) => [o.Backward.LinearBackward(x, linear, before, after, dy, wantsInput, gradients)]);
    }

    public static Differentiable EmbedFrequencies(this Operands o, int count, params float[] values)
    {
        var frequencies = o.Weight(WeightUse.Values, count);
        return new(
            [],
            () => o.Engine.EmbedFrequencies(values, frequencies),
            (dy, gradients) =>
            {
                o.Backward.EmbedFrequenciesBackward(values, frequencies, dy, gradients);
                return [];
            });
    }

    public static Differentiable RepeatEmbedding(this Operands o, int most, int features, int batch, int tokens)
    {
        var learned = o.Weight(WeightUse.Values, most, features);
        return new(
            [],
            () => o.Engine.RepeatEmbedding(learned, batch, tokens),
            (dy, gradients) =>
            {
                o.Backward.RepeatEmbeddingBackward(learned, dy, gradients);
                return [];
            });
    }

    public static Differentiable LookUp(this Operands o, int count, int features, params int[] rows)
    {
        var table = o.Weight(WeightUse.Values, count, features);
        return new(
            [],
            () => o.Engine.LookUp(table, rows),
            (dy, gradients) =>
            {
                o.Backward.LookUpBackward(table, rows, dy, gradients);
                return [];
            });
    }

    public static Differentiable Multiply(this Operands o, Tensor x, float factor)
        => new([x], () => o.Backward.Multiply(x, factor), (dy, _) => [o.Backward.Multiply(dy, factor)]);
}
