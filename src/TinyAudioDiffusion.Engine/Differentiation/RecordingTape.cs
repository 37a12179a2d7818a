namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>
/// The tape of this assembly's engines (reverse-mode differentiation). It is a list of steps, each with its backward; the backward pass
/// walks the list from its end. A step holds the tensors that its backward reads, so networks may dispose tensors as they do without a
/// tape.
/// </summary>
/// <param name="inner">The engine that computes.</param>
/// <param name="operations">The backward half of that engine.</param>
/// <param name="gradientCheckpointing">
/// Whether segments keep only their input and are computed again in the backward pass (Chen et al., "Training Deep Nets with Sublinear
/// Memory Cost", 2016).
/// </param>
internal sealed class RecordingTape(TensorEngine inner, IGradientOperations operations, bool gradientCheckpointing) : GradientTape
{
    private readonly HashSet<RecordedTensor> _watched = [];

    // Segments read tensors beside their input: features, embeddings. The backward pass reads these again, so the tape holds every tensor
    // that is made outside of segments.
    private readonly List<RecordedTensor> _heldForSegments = [];
    private List<RecordedStep> _steps = [];
    private RecordingEngine? _engine;
    private bool _hasRun;

    /// <inheritdoc/>
    public override TensorEngine Engine => _engine ??= new RecordingEngine(this, inner, operations);

    /// <summary>Gets whether a segment is being computed whose steps are recorded only in the backward pass.</summary>
    public bool IsInSegment { get; private set; }

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
            throw new InvalidOperationException(
                "The gradient has flowed back through this tape already; record another pass on a new one.");
        var last = Own(output);
        Check.That(
            outputGradient.Length == last.Shape.ElementCount,
            nameof(Backward),
            $"{outputGradient.Length} derivatives were given for an output of {last.Shape}");
        _hasRun = true;
        last.Gradient = inner.CreateTensor(outputGradient, last.Shape);
        Unwind(gradients);
    }

    /// <inheritdoc/>
    public override void ReadGradient(Tensor watched, Span<float> destination)
    {
        const string Operation = nameof(ReadGradient);
        var tensor = Own(watched);
        if (!_hasRun)
            throw new InvalidOperationException("The gradient has not flowed back yet.");
        Check.That(_watched.Contains(tensor), Operation, "the tensor is not watched by this tape");
        Check.That(
            destination.Length == tensor.Shape.ElementCount,
            Operation,
            $"the destination has {destination.Length} elements for the shape {tensor.Shape}");
        if (tensor.Gradient is null)
            destination.Clear();
        else
            inner.Read(tensor.Gradient, destination);
    }

    public static RecordedTensor Own(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor as RecordedTensor
            ?? throw new ArgumentException(
                $"A {tensor.GetType().Name} was not made on this tape; make it with the tape's engine.", nameof(tensor));
    }

    /// <summary>Wraps a tensor that no gradient flows through.</summary>
    public RecordedTensor Constant(Tensor value) => HoldForSegments(new RecordedTensor(value, wantsGradient: false));

    /// <summary>Records an operation whose backward reads only the gradient of its output.</summary>
    /// <param name="value">What the operation computed.</param>
    /// <param name="backward">Gives gradients to the inputs; receives dy and the gradients of the weights. dy stays the tape's.</param>
    /// <param name="addend">A tensor that the operation added to its result: dy is its gradient as well. Null for none.</param>
    /// <returns>The output, on the tape.</returns>
    public RecordedTensor Record(Tensor value, Action<Tensor, WeightGradients> backward, RecordedTensor? addend = null)
        => Record(value, [], kept: null, backward, addend);

    /// <summary>Records an operation whose backward reads one of its inputs. The step holds exactly what the backward receives.</summary>
    /// <param name="value">What the operation computed.</param>
    /// <param name="x">The input.</param>
    /// <param name="backward">Gives gradients to the inputs; receives the value of x, then dy and the gradients of the weights.</param>
    /// <param name="addend">A tensor that the operation added to its result; null for none.</param>
    /// <returns>The output, on the tape.</returns>
    public RecordedTensor Record(
        Tensor value, RecordedTensor x, Action<Tensor, Tensor, WeightGradients> backward, RecordedTensor? addend = null)
        => Record(value, [x], kept: null, (dy, gradients) => backward(x.Value, dy, gradients), addend);

    /// <summary>Records an operation whose backward reads two of its inputs. The step holds exactly what the backward receives.</summary>
    /// <param name="value">What the operation computed.</param>
    /// <param name="x">The first input.</param>
    /// <param name="other">The second input.</param>
    /// <param name="backward">Gives gradients to the inputs; receives the values of both, then dy and the gradients of the weights.</param>
    /// <param name="addend">A tensor that the operation added to its result; null for none.</param>
    /// <returns>The output, on the tape.</returns>
    public RecordedTensor Record(
        Tensor value,
        RecordedTensor x,
        RecordedTensor other,
        Action<Tensor, Tensor, Tensor, WeightGradients> backward,
        RecordedTensor? addend = null)
        => Record(value, [x, other], kept: null, (dy, gradients) => backward(x.Value, other.Value, dy, gradients), addend);

    /// <summary>
    /// Records an operation whose backward reads two of its inputs and what the forward pass kept, which the step disposes.
    /// </summary>
    /// <inheritdoc cref="Record(Tensor, RecordedTensor, RecordedTensor, Action{Tensor, Tensor, Tensor, WeightGradients}, RecordedTensor)"/>
    public RecordedTensor Record(
        Tensor value,
        RecordedTensor x,
        RecordedTensor other,
        IDisposable? kept,
        Action<Tensor, Tensor, IDisposable?, Tensor, WeightGradients> backward)
        => Record(value, [x, other], kept, (dy, gradients) => backward(x.Value, other.Value, kept, dy, gradients), addend: null);

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

    /// <summary>Computes a segment, with gradient checkpointing as a single step that keeps only its input.</summary>
    public Tensor ComputeSegment<TState>(RecordedTensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment)
    {
        if (!gradientCheckpointing || IsInSegment || _hasRun)
            return segment(Engine, x, state);

        IsInSegment = true;
        RecordedTensor computed;
        try
        {
            computed = Own(segment(Engine, x, state));
        }
        finally
        {
            IsInSegment = false;
        }

        HoldForSegments(computed);
        Add(new RecordedStep(computed, [x], Kept: null, (dy, gradients) => ComputeAgain(x, state, segment, dy, gradients)));
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

    private RecordedTensor Record(
        Tensor value, RecordedTensor[] reads, IDisposable? kept, Action<Tensor, WeightGradients> backward, RecordedTensor? addend)
    {
        var output = HoldForSegments(new RecordedTensor(value, wantsGradient: true));
        if (IsInSegment)
        {
            kept?.Dispose();
            return output;
        }

        Add(new RecordedStep(output, reads, kept, (dy, gradients) =>
        {
            backward(dy, gradients);
            if (addend is null)
                dy.Dispose();
            else
                Give(addend, dy);
        }));
        return output;
    }

    private void Add(RecordedStep step)
    {
        foreach (var tensor in step.Reads)
            tensor.Hold();
        _steps.Add(step);
    }

    private RecordedTensor HoldForSegments(RecordedTensor tensor)
    {
        if (gradientCheckpointing && !IsInSegment && !_hasRun)
        {
            tensor.Hold();
            _heldForSegments.Add(tensor);
        }

        return tensor;
    }

    private void ComputeAgain<TState>(
        RecordedTensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment, Tensor gradient, WeightGradients gradients)
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
