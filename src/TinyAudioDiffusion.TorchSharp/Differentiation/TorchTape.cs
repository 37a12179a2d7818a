using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using Tensor = TinyAudioDiffusion.Engine.Tensor;

namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>
/// The tape on libtorch: its graph of operations, whose gradients end at leaves that belong to the tape. libtorch keeps what its backward
/// needs, so networks may dispose tensors as they do without a tape.
/// </summary>
/// <param name="engine">The engine that computes.</param>
/// <param name="gradientCheckpointing">
/// Whether segments keep only their input and are computed again in the backward pass (Chen et al., 2016).
/// </param>
internal sealed class TorchTape(TorchSharpEngine engine, bool gradientCheckpointing) : GradientTape
{
    private readonly Dictionary<TorchWeight, WeightLeaf> _leaves = new(ReferenceEqualityComparer.Instance);
    private readonly List<TorchSegment> _segments = [];
    private readonly HashSet<TorchTensor> _watched = [];

    // Segments read tensors beside their input: features, embeddings. The backward pass reads these again, so the tape keeps every tensor
    // that is made outside of segments.
    private readonly List<torch.Tensor> _kept = [];
    private TorchRecorder? _recorder;
    private bool _hasRun;
    private float _scale = 1f;

    /// <inheritdoc/>
    public override TensorEngine Engine => _recorder ??= new TorchRecorder(engine, this);

    /// <summary>Gets whether a segment is being computed whose operations are recorded only in the backward pass.</summary>
    public bool IsInSegment { get; private set; }

    /// <inheritdoc/>
    public override Tensor Watch(ReadOnlySpan<float> values, Shape shape)
    {
        if (values.Length != shape.ElementCount)
            throw new ArgumentException($"{nameof(Watch)}: {values.Length} values were given for the shape {shape}.", nameof(values));
        using var scope = new TorchScope(records: true);
        var tensor = Wrap(engine.ToDevice(values, shape).requires_grad_(), shape);
        _watched.Add(tensor);
        return tensor;
    }

    /// <inheritdoc/>
    public override void Backward(Tensor output, ReadOnlySpan<float> outputGradient, WeightGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        RequireNotRun();
        var last = TorchSharpEngine.Own(output);
        if (outputGradient.Length != last.Shape.ElementCount)
            throw new ArgumentException(
                $"{nameof(Backward)}: {outputGradient.Length} derivatives were given for an output of {last.Shape}.",
                nameof(outputGradient));
        using var scope = new TorchScope(records: true);
        Flow(last, engine.ToDevice(outputGradient, last.Shape), gradients);
    }

    /// <inheritdoc/>
    public override double BackwardSquaredError(
        Tensor output, ReadOnlySpan<float> target, ReadOnlySpan<double> weights, WeightGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        RequireNotRun();
        var last = TorchSharpEngine.Own(output);
        CheckErrorOf(last.Shape, target.Length, weights.Length);
        var (size, factors) = (target.Length / weights.Length, new float[weights.Length]);
        for (var item = 0; item < factors.Length; item++)
            factors[item] = SquaredError.FactorOf(weights[item], size);

        using var scope = new TorchScope(records: true);
        var difference = last.Value.detach().to_type(torch.ScalarType.Float32).sub(engine.ToDevice(target, last.Shape));
        var derivative = difference.mul(engine.ToDevice(factors, new Shape(factors.Length, 1, 1)));

        // The derivative is 2 w / n of the difference, so the loss is half of their product. Only that number comes to the host.
        Span<float> product = stackalloc float[1];
        engine.ToHost(derivative.mul(difference).sum(), product);
        var loss = product[0] / 2.0;
        if (double.IsFinite(loss))
            Flow(last, derivative, gradients);
        return loss;
    }

    /// <inheritdoc/>
    public override void ReadGradient(Tensor watched, Span<float> destination)
    {
        var tensor = TorchSharpEngine.Own(watched);
        if (!_hasRun)
            throw new InvalidOperationException("The gradient has not flowed back yet.");
        if (!_watched.Contains(tensor))
            throw new ArgumentException($"{nameof(ReadGradient)}: the tensor is not watched by this tape.", nameof(watched));
        if (destination.Length != tensor.Shape.ElementCount)
            throw new ArgumentException(
                $"{nameof(ReadGradient)}: the destination has {destination.Length} elements for the shape {tensor.Shape}.",
                nameof(destination));
        destination.Clear();
        using var scope = new TorchScope(records: false);
        if (tensor.Value.grad is not { } gradient)
            return;
        engine.ToHost(gradient, destination);
        TensorPrimitives.Multiply(destination, 1f / _scale, destination);
    }

    /// <summary>Gives the leaf of a weight on this tape.</summary>
    public WeightLeaf Leaf(TorchWeight weight)
    {
        if (!_leaves.TryGetValue(weight, out var leaf))
            _leaves.Add(weight, leaf = new WeightLeaf(weight));
        return leaf;
    }

    /// <summary>
    /// Takes a tensor out of the scope of its operation. With gradient checkpointing the tape keeps it, because a segment may read it
    /// again.
    /// </summary>
    public TorchTensor Wrap(torch.Tensor value, Shape shape)
    {
        var isKept = gradientCheckpointing && !IsInSegment && !_hasRun;
        if (isKept)
            _kept.Add(value);
        return new TorchTensor(value.DetachFromDisposeScope(), shape, isKept);
    }

    public TorchTensor ComputeSegment(TorchTensor x, Func<Tensor, TorchTensor> segment)
    {
        if (!gradientCheckpointing || IsInSegment || _hasRun)
            return segment(x);

        using var scope = new TorchScope(records: true);
        torch.Tensor output;
        var shape = default(Shape);
        IsInSegment = true;
        try
        {
            using var computed = segment(x);
            (output, shape) = (computed.Value.detach().requires_grad_(), computed.Shape);
        }
        finally
        {
            IsInSegment = false;
        }

        _segments.Add(new TorchSegment(x, output, segment));
        return Wrap(output, shape);
    }

    private void RequireNotRun()
    {
        if (_hasRun)
            throw new InvalidOperationException(
                "The gradient has flowed back through this tape already; record another pass on a new one.");
    }

    private void Flow(TorchTensor last, torch.Tensor outputGradient, WeightGradients gradients)
    {
        _hasRun = true;
        _scale = engine.Precision == TorchSharpPrecision.Half ? GradientScale.For(NormOf(outputGradient), outputGradient.numel()) : 1f;
        if (!last.Value.requires_grad)
            return;
        var gradient = outputGradient.Times(_scale).to_type(last.Value.dtype);
        torch.autograd.backward(last.Value, gradient, retain_graph: _segments.Count > 0);
        for (var i = _segments.Count - 1; i >= 0; i--)
            _segments[i].Flow();
        foreach (var (weight, leaf) in _leaves)
            Add(leaf.Full, gradients.Of(weight));

        void Add(torch.Tensor leaf, Weight sum)
        {
            if (leaf.grad is { } gradient)
                TorchSharpEngine.Own(sum).Value.Accumulate(gradient.Times(1f / _scale));
        }
    }

    private float NormOf(torch.Tensor values)
    {
        Span<float> norm = stackalloc float[1];
        engine.ToHost(values.norm(), norm);
        return norm[0];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var leaf in _leaves.Values)
            leaf.Dispose();
        foreach (var tensor in _kept)
            tensor.Dispose();
        _leaves.Clear();
        _kept.Clear();
        _segments.Clear();
    }
}
