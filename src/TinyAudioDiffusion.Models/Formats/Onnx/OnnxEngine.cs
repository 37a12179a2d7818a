using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>
/// An engine that computes nothing: each operation adds its nodes to a graph, so that a pass of any network leaves the network in the
/// graph. Passes may follow each other; they share the weights.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="rowNumbers">The graph's value that stands for the rows that are looked up, [batch]; null where none are.</param>
/// <param name="characters">The graph's value that stands for the characters, [batch, coordinates + 1]; null where there are none.</param>
internal sealed class OnnxEngine(OnnxGraph graph, string? rowNumbers, string? characters) : TensorEngine
{
    private const float ModulationEpsilon = 1e-6f;

    /// <summary>
    /// Gets or sets the graph's value that stands for the noise levels of the next pass as the network sees them, [batch].
    /// </summary>
    public string NoiseLevels { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override string Description => "ONNX graph";

    /// <summary>Gets true: a network must do everything in the graph, and remember nothing from before.</summary>
    public override bool IsRecording => true;

    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape)
    {
        // The only tensor of two axes that a network makes from numbers holds the characters.
        var name = shape.Rank == 2 && characters is not null ? characters : graph.Constant(values, Extents(shape));
        return new OnnxTensor(name, shape);
    }

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination)
        => throw new NotSupportedException("A graph holds no numbers.");

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use)
        => new OnnxWeight(values.ToArray(), shape, use);

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values) => values.CopyTo(((OnnxWeight)weight).Values);

    /// <inheritdoc/>
    protected override void ReadCore(Weight weight, Span<float> destination) => ((OnnxWeight)weight).Values.CopyTo(destination);

    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        var input = norm is null ? NameOf(x) : Silu(GroupNorm(NameOf(x), norm));
        var half = convolution.Kernel.Shape[2] / 2;
        var result = Convolution(input, convolution, ("pads", new[] { half, half }));
        if (residual is not null)
            result = graph.Add("Add", [result, NameOf(residual)]);
        return new OnnxTensor(modulation is null ? result : Modulated(result, modulation), output);
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
    {
        var scaled = graph.Add("Mul", [NameOf(first), graph.Constant(scale)]);
        var result = Convolution(graph.Add("Concat", [scaled, NameOf(second)], ("axis", 1)), convolution);
        return new OnnxTensor(residual is null ? result : graph.Add("Add", [result, NameOf(residual)]), output);
    }

    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
        => new OnnxTensor(Convolution(NameOf(x), convolution, ("strides", new[] { convolution.Kernel.Shape[2] })), output);

    /// <inheritdoc/>
    protected override Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output)
    {
        var repeated = NameOf(x);
        if (factor > 1)
        {
            repeated = graph.Add(
                "Resize",
                [repeated, string.Empty, graph.Constant([1, 1, factor], 3)],
                ("mode", "nearest"),
                ("nearest_mode", "floor"),
                ("coordinate_transformation_mode", "asymmetric"));
        }

        var result = Convolution(repeated, convolution, ("pads", new[] { 1, 1 }));
        if (skip is null)
            return new OnnxTensor(result, output);
        var scaled = graph.Add("Mul", [result, Column(NameOf(scale!))]);
        return new OnnxTensor(graph.Add("Add", [scaled, NameOf(skip)]), output);
    }

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var padded = padding == 0
            ? NameOf(x)
            : graph.Add("Pad", [NameOf(x), graph.Integers(0, 0, padding, 0, 0, padding)], ("mode", "reflect"));
        return new OnnxTensor(Convolution(padded, new ConvolutionWeights(kernel, Bias: null), ("strides", new[] { stride })), output);
    }

    /// <inheritdoc/>
    protected override Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
        => new OnnxTensor(
            graph.Add("ConvTranspose", [NameOf(x), NameOf(kernel)], ("strides", new[] { stride }), ("pads", new[] { padding, padding })),
            output);

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        var split = graph.Add("Reshape", [NameOf(x), graph.Integers(0, 0, -1, size)]);
        return new OnnxTensor(Reshaped(graph.Add("Transpose", [split], ("perm", new[] { 0, 1, 3, 2 })), output), output);
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        var split = graph.Add("Reshape", [NameOf(x), graph.Integers(0, output[1], size, -1)]);
        return new OnnxTensor(Reshaped(graph.Add("Transpose", [split], ("perm", new[] { 0, 1, 3, 2 })), output), output);
    }

    /// <inheritdoc/>
    protected override Tensor ReshapeCore(Tensor x, Shape output) // the number of items is the caller's, so it follows from the others
        => new OnnxTensor(graph.Add("Reshape", [NameOf(x), graph.Integers(-1, output[1], output[2])]), output);

    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        var features = attention.Query.Shape[0] / attention.Heads;
        var asked = LayerNorm(Turned(NameOf(context)), attention.ContextNorm);
        var asking = LayerNorm(Turned(NameOf(x)), attention.Norm);
        var query = Heads(graph.Add("MatMul", [asking, Matrix(attention.Query, 0, 1)]), attention.Heads);
        var keys = Heads(graph.Add("MatMul", [asked, Matrix(attention.KeyValue, 0, 2)]), attention.Heads);
        var values = Heads(graph.Add("MatMul", [asked, Matrix(attention.KeyValue, 1, 2)]), attention.Heads);

        var scaled = graph.Add("Mul", [query, graph.Constant(1 / MathF.Sqrt(features))]);
        var scores = graph.Add("MatMul", [scaled, graph.Add("Transpose", [keys], ("perm", new[] { 0, 1, 3, 2 }))]);
        var heads = graph.Add("MatMul", [graph.Add("Softmax", [scores], ("axis", -1)), values]);
        var together = graph.Add(
            "Reshape", [graph.Add("Transpose", [heads], ("perm", new[] { 0, 2, 1, 3 })), graph.Integers(0, 0, attention.Query.Shape[0])]);
        var back = Turned(graph.Add("MatMul", [together, Matrix(attention.Output, 0, 1)]));
        return new OnnxTensor(graph.Add("Add", [back, NameOf(x)]), x.Shape);
    }

    /// <inheritdoc/>
    protected override Tensor AttendHeadsCore(Tensor query, Tensor keyValue, int heads) => throw NotExported(nameof(AttendHeads));

    /// <inheritdoc/>
    protected override Tensor NormalizeGroupsCore(Tensor x, NormalizationWeights norm, Activation activation, Tensor? residual)
        => throw NotExported(nameof(NormalizeGroups));

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
        => new OnnxTensor(Modulated(NameOf(x), scaleAndShift), x.Shape);

    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        string[] operands = [Activated(NameOf(x), before), NameOf(linear.Matrix)];
        var result = graph.Add("Gemm", linear.Bias is null ? operands : [.. operands, NameOf(linear.Bias)], ("transB", 1));
        return new OnnxTensor(Activated(result, after), output);
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        var column = graph.Add("Reshape", [NoiseLevels, graph.Integers(-1, 1)]);
        var turns = graph.Add("Mul", [column, NameOf(frequencies)]);
        var angles = graph.Add("Mul", [turns, graph.Constant(2 * MathF.PI)]);
        string[] waves = [column, graph.Add("Sin", [angles]), graph.Add("Cos", [angles])];
        return new OnnxTensor(graph.Add("Concat", waves, ("axis", 1)), output);
    }

    /// <inheritdoc/>
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
    {
        var values = new float[output.ElementCount];
        for (var i = 0; i < values.Length; i++)
        {
            var (feature, token) = (i / output[2] % output[1], i % output[2]);
            values[i] = ((OnnxWeight)learned).Values[(token * output[1]) + feature];
        }

        return new OnnxTensor(graph.Constant(values, Extents(output)), output);
    }

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
        => new OnnxTensor(graph.Add("Gather", [NameOf(table), rowNumbers!], ("axis", 0)), output);

    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
        => new OnnxTensor(graph.Add("Add", [NameOf(left), NameOf(right)]), left.Shape);

    /// <inheritdoc/>
    protected override Tensor MultiplyCore(Tensor left, Tensor right)
        => new OnnxTensor(graph.Add("Mul", [NameOf(left), NameOf(right)]), left.Shape);

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        var way = graph.Add("Mul", [graph.Add("Sub", [NameOf(to), NameOf(from)]), graph.Constant(amount)]);
        return new OnnxTensor(graph.Add("Add", [NameOf(from), way]), from.Shape);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The graph stays its owner's.
    }

    // Operations of plug-ins' networks: what is exported are networks of the library.
    private static NotSupportedException NotExported(string operation) => new($"{operation} has no nodes in a graph yet.");

    private static string NameOf(Tensor tensor) => ((OnnxTensor)tensor).Name;

    private static int[] Extents(Shape shape) => [.. Enumerable.Range(0, shape.Rank).Select(axis => shape[axis])];

    private string NameOf(Weight weight) => graph.Constant(((OnnxWeight)weight).Values, Extents(weight.Shape));

    private string Convolution(string x, ConvolutionWeights convolution, params (string Name, object Value)[] attributes)
    {
        string[] operands = [x, NameOf(convolution.Kernel)];
        return graph.Add("Conv", convolution.Bias is null ? operands : [.. operands, NameOf(convolution.Bias)], attributes);
    }

    // Instance normalisation of groups; scale and shift belong to channels, so they follow.
    private string GroupNorm(string x, NormalizationWeights norm)
    {
        var ones = Enumerable.Repeat(1f, norm.Groups).ToArray();
        var groups = graph.Add("Reshape", [x, graph.Integers(0, norm.Groups, -1)]);
        var normal = graph.Add(
            "InstanceNormalization",
            [groups, graph.Constant(ones, norm.Groups), graph.Constant(new float[norm.Groups], norm.Groups)],
            ("epsilon", NormalizationWeights.Epsilon));
        var channels = norm.Scale.Shape.ElementCount;
        var scaled = graph.Add("Mul", [graph.Add("Reshape", [normal, graph.Integers(0, channels, -1)]), Column(NameOf(norm.Scale))]);
        return graph.Add("Add", [scaled, Column(NameOf(norm.Shift))]);
    }

    private string LayerNorm(string columns, NormalizationWeights norm)
        => graph.Add(
            "LayerNormalization",
            [columns, NameOf(norm.Scale), NameOf(norm.Shift)],
            ("axis", -1),
            ("epsilon", NormalizationWeights.Epsilon));

    private string Modulated(string x, Tensor scaleAndShift)
    {
        var channels = scaleAndShift.Shape[1] / 2;
        var ones = Enumerable.Repeat(1f, channels).ToArray();
        var normal = Turned(graph.Add(
            "LayerNormalization",
            [Turned(x), graph.Constant(ones, channels), graph.Constant(new float[channels], channels)],
            ("axis", -1),
            ("epsilon", ModulationEpsilon)));
        var scale = graph.Add("Add", [Column(Half(scaleAndShift, 0)), graph.Constant(1)]);
        return graph.Add("Add", [graph.Add("Mul", [normal, scale]), Column(Half(scaleAndShift, 1))]);
    }

    private string Half(Tensor features, int half)
    {
        var length = features.Shape[1] / 2;
        return graph.Add(
            "Slice", [NameOf(features), graph.Integers(half * length), graph.Integers((half + 1) * length), graph.Integers(1)]);
    }

    private string Activated(string x, Activation activation) => activation switch
    {
        Activation.Silu => Silu(x),
        Activation.Gelu => Gelu(x),
        _ => x,
    };

    private string Silu(string x) => graph.Add("Mul", [x, graph.Add("Sigmoid", [x])]);

    // x / 2 (1 + erf(x / sqrt 2)).
    private string Gelu(string x)
    {
        var erf = graph.Add("Erf", [graph.Add("Mul", [x, graph.Constant(1 / MathF.Sqrt(2))])]);
        var share = graph.Add("Mul", [graph.Add("Add", [erf, graph.Constant(1)]), graph.Constant(0.5f)]);
        return graph.Add("Mul", [x, share]);
    }

    /// <summary>Adds an axis of one sample to [batch, channels] or [channels].</summary>
    private string Column(string features) => graph.Add("Unsqueeze", [features, graph.Integers(-1)]);

    /// <summary>Exchanges the last two of three axes.</summary>
    private string Turned(string x) => graph.Add("Transpose", [x], ("perm", new[] { 0, 2, 1 }));

    private string Reshaped(string x, Shape shape) => graph.Add("Reshape", [x, graph.Integers(0, shape[1], -1)]);

    /// <summary>Turns [batch, samples, heads * features] into [batch, heads, samples, features].</summary>
    private string Heads(string x, int heads)
        => graph.Add("Transpose", [graph.Add("Reshape", [x, graph.Integers(0, 0, heads, -1)])], ("perm", new[] { 0, 2, 1, 3 }));

    /// <summary>Takes one of the equal parts of a matrix [outputs, inputs] as [inputs, outputs].</summary>
    private string Matrix(Weight matrix, int part, int parts)
    {
        var (outputs, inputs) = (matrix.Shape[0] / parts, matrix.Shape[1]);
        var from = ((OnnxWeight)matrix).Values.AsSpan(part * outputs * inputs);
        var turned = new float[outputs * inputs];
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
                turned[(input * outputs) + output] = from[(output * inputs) + input];
        }

        return graph.Constant(turned, inputs, outputs);
    }
}
