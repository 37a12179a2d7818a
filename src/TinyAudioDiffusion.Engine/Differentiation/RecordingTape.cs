namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>
/// The tape of the engines of this assembly: a list of steps, each with its backward, walked from behind (reverse-mode differentiation). Whatever a backward reads is held
/// by its step, so that networks may dispose tensors as they do without a tape.
/// </summary>
/// <param name="inner">The engine that computes.</param>
/// <param name="operations">Its backward half.</param>
/// <param name="gradientCheckpointing">Whether segments keep their input only and are computed again when the gradient arrives (Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016).</param>
internal sealed class RecordingTape(TensorEngine inner, IGradientOperations operations, bool gradientCheckpointing) : GradientTape
{
    private readonly HashSet<RecordedTensor> _watched = [];

    // What segments read beside their input (features, embeddings) must outlive the pass; it is made outside of them, as are the inputs that they keep anyway.
    private readonly List<RecordedTensor> _heldForSegments = [];
    private List<RecordedStep> _steps = [];
    private RecordingEngine? _engine;
    private bool _isInSegment;
    private bool _hasRun;

    /// <inheritdoc/>
    public override TensorEngine Engine => _engine ??= new RecordingEngine(this);

    public TensorEngine Inner => inner;

    public IGradientOperations Operations => operations;

    /// <inheritdoc/>
    public override Tensor Watch(ReadOnlySpan<float> values, Shape shape)
    {
        var tensor = new RecordedTensor(inner.CreateTensor(values, shape), wantsGradient: true);
        _watched.Add(tensor);
        return tensor;
    }

    /// <inheritdoc/>
    public override void Backward(Tensor output, ReadOnlySpan<float> outputGradient, WeightGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (_hasRun)
            throw new InvalidOperationException("The gradient has flowed back through this tape already; record another pass on a new one.");
        var last = Own(output);
        OperationChecks.That(outputGradient.Length == last.Shape.ElementCount, nameof(Backward), $"{outputGradient.Length} derivatives were given for an output of {last.Shape}");
        _hasRun = true;
        last.Gradient = inner.CreateTensor(outputGradient, last.Shape);
        Unwind(gradients);
    }

    /// <inheritdoc/>
    public override void ReadGradient(Tensor watched, Span<float> destination)
    {
        var tensor = Own(watched);
        if (!_hasRun)
            throw new InvalidOperationException("The gradient has not flowed back yet.");
        OperationChecks.That(_watched.Contains(tensor), nameof(ReadGradient), "the tensor is not watched by this tape");
        OperationChecks.That(destination.Length == tensor.Shape.ElementCount, nameof(ReadGradient), $"the destination has {destination.Length} elements for the shape {tensor.Shape}");
        if (tensor.Gradient is null)
            destination.Clear();
        else
            inner.Read(tensor.Gradient, destination);
    }

    public static RecordedTensor Own(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor as RecordedTensor ?? throw new ArgumentException($"A {tensor.GetType().Name} was not made on this tape; make it with the tape's engine.", nameof(tensor));
    }

    /// <summary>Wraps what no gradient flows through.</summary>
    public RecordedTensor Constant(Tensor value) => Keep(new RecordedTensor(value, wantsGradient: false));

    /// <summary>Wraps the value of an operation, and remembers its backward unless a segment will be computed again.</summary>
    public RecordedTensor Record(Tensor value, RecordedTensor[] held, Action<Tensor, WeightGradients> backward, IDisposable? kept = null)
    {
        var output = Keep(new RecordedTensor(value, wantsGradient: true));
        if (_isInSegment)
        {
            kept?.Dispose();
            return output;
        }

        foreach (var tensor in held)
            tensor.Hold();
        _steps.Add(new RecordedStep(output, held, kept, backward));
        return output;
    }

    /// <summary>Whether steps are only computed now, and recorded when the gradient arrives.</summary>
    public bool IsInSegment => _isInSegment;

    /// <summary>Gives a gradient to a tensor, which owns it from then on.</summary>
    public void Give(RecordedTensor tensor, Tensor? gradient)
    {
        if (gradient is null)
            return;
        if (!tensor.WantsGradient)
        {
            gradient.Dispose();
        }
        else if (tensor.Gradient is null)
        {
            tensor.Gradient = gradient;
        }
        else
        {
            operations.Accumulate(tensor.Gradient, gradient);
            gradient.Dispose();
        }
    }

    public Tensor ComputeSegment<TState>(RecordedTensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment)
    {
        if (!gradientCheckpointing || _isInSegment || _hasRun)
            return segment(Engine, x, state);

        _isInSegment = true;
        RecordedTensor computed;
        try
        {
            computed = Own(segment(Engine, x, state));
        }
        finally
        {
            _isInSegment = false;
        }

        x.Hold();
        _heldForSegments.Add(computed);
        computed.Hold();
        _steps.Add(new RecordedStep(computed, [x], Kept: null, (gradient, gradients) => ComputeAgain(x, state, segment, gradient, gradients)));
        return computed;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var step in _steps)
        {
            step.Output.DropGradient();
            step.Free();
        }

        _steps.Clear();
        foreach (var tensor in _watched)
            tensor.DropGradient();
        foreach (var tensor in _heldForSegments)
            tensor.LetGo();
        _heldForSegments.Clear();
    }

    private RecordedTensor Keep(RecordedTensor tensor)
    {
        if (gradientCheckpointing && !_isInSegment && !_hasRun)
        {
            tensor.Hold();
            _heldForSegments.Add(tensor);
        }

        return tensor;
    }

    private void ComputeAgain<TState>(RecordedTensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment, Tensor gradient, WeightGradients gradients)
    {
        var outer = _steps;
        _steps = [];
        try
        {
            using var output = Own(segment(Engine, x, state));
            output.Gradient = gradient;
            Unwind(gradients);
        }
        finally
        {
            foreach (var step in _steps)
                step.Free();
            _steps = outer;
        }
    }

    private void Unwind(WeightGradients gradients)
    {
        while (_steps.Count > 0)
        {
            var step = _steps[^1];
            step.Run(gradients);
            _steps.RemoveAt(_steps.Count - 1);
            step.Free();
        }
    }
}
