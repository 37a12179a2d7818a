namespace TinyAudioDiffusion.Engine;

/// <summary>
/// Runs the operations that the networks need. Operations are as large as pays: one operation is a normalisation with its activation, the
/// convolution after it and what is added to the result; attention is one operation as a whole. The managed engine computes such an
/// operation in one pass over memory; another engine may compose it from smaller ones.
/// </summary>
/// <remarks>
/// <para>Networks are written once against this class and know no particular engine. Every operation returns a new tensor, which the caller
/// disposes, and does not change its inputs. All tensors of one call must come from the same engine.</para>
/// <para>Engines are safe to use from several threads at once. The result for one item of a batch depends on that item only, not on the
/// rest of the batch, the number of threads or the load.</para>
/// <para>Operations check shapes and throw an <see cref="ArgumentException"/> that names the operation and what does not fit.</para>
/// <para>Each family of operations has a file of its own. Public methods check shapes and then call the <c>Core</c> method beside them,
/// which an engine implements.</para>
/// </remarks>
public abstract partial class TensorEngine : IDisposable
{
    /// <summary>Gets the name and the device for a person: "managed, Vector512, 2 threads".</summary>
    public abstract string Description { get; }

    /// <summary>
    /// Gets whether the engine records operations for the backward pass. If it does, everything that depends on weights must be computed
    /// with this engine's operations and not taken from a cache.
    /// </summary>
    public virtual bool IsRecording => false;

    /// <summary>Starts to record a pass so that its gradients can be computed.</summary>
    /// <param name="gradientCheckpointing">
    /// Whether to use gradient checkpointing: segments (<see cref="ComputeSegment"/>) keep only their input, and the backward pass computes
    /// their activations again. This takes less memory and more time.
    /// </param>
    /// <returns>The tape; the caller disposes it before weights change again.</returns>
    /// <exception cref="NotSupportedException">The engine computes no gradients.</exception>
    public GradientTape CreateTape(bool gradientCheckpointing = false) => CreateTapeCore(gradientCheckpointing);

    /// <summary>
    /// Computes a segment of a network: a part whose activations need not be kept. With gradient checkpointing, the backward pass computes
    /// the segment again; otherwise this only calls the function.
    /// </summary>
    /// <typeparam name="TState">
    /// What the segment reads beside its input. With a struct and a static function, a pass without a tape allocates nothing.
    /// </typeparam>
    /// <param name="x">The input; stays the caller's.</param>
    /// <param name="state">What the segment reads beside its input.</param>
    /// <param name="segment">
    /// Computes a new tensor from an engine, the input and the state; must return the same values for the same input.
    /// </param>
    /// <returns>The tensor that the function returned.</returns>
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
        CheckCount(nameof(CreateTensor), values.Length, shape);
        return CreateTensorCore(values, shape);
    }

    /// <summary>Copies the values of a tensor to host memory.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="destination">Receives the values, row major; exactly as long as the tensor.</param>
    public void Read(Tensor tensor, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        CheckDestination(destination.Length, tensor.Shape);
        ReadCore(tensor, destination);
    }

    /// <summary>Creates a parameter in the layout that the engine needs for its use.</summary>
    /// <param name="values">The values as a state dict holds them, row major.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="use">What the parameter is used for.</param>
    /// <returns>The parameter; the network that created it owns it.</returns>
    public Weight CreateWeight(ReadOnlySpan<float> values, Shape shape, WeightUse use)
    {
        CheckCount(nameof(CreateWeight), values.Length, shape);
        var rank = shape.Rank;
        var fits = use switch
        {
            WeightUse.Values => true,
            WeightUse.Convolution => rank is 2 or 3,
            WeightUse.Upsampling => rank == 3 && shape[2] == 3,
            _ => rank == 3,
        };
        Check.That(fits, nameof(CreateWeight), $"a weight for {use} cannot have the shape {shape}");
        return CreateWeightCore(values, shape, use);
    }

    /// <summary>Replaces the values of a weight in place, as an optimiser does.</summary>
    /// <param name="weight">The weight. No pass may be using it.</param>
    /// <param name="values">The values as a state dict holds them, row major.</param>
    /// <remarks>Several threads may update different weights at the same time.</remarks>
    public void Update(Weight weight, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(weight);
        CheckCount(nameof(Update), values.Length, weight.Shape);
        UpdateCore(weight, values);
    }

    /// <summary>Copies the values of a weight to host memory: bit for bit the values that it was created or updated with.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="destination">Receives the values, row major; exactly as long as the weight.</param>
    public void Read(Weight weight, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(weight);
        CheckDestination(destination.Length, weight.Shape);
        ReadCore(weight, destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Implements <see cref="CreateTape"/>; an engine without gradients does not override it.</summary>
    protected virtual GradientTape CreateTapeCore(bool gradientCheckpointing)
        => throw new NotSupportedException($"The engine \"{Description}\" computes no gradients.");

    /// <summary>Implements <see cref="CreateTensor"/>.</summary>
    protected abstract Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape);

    /// <summary>Implements <see cref="Read(Tensor, Span{float})"/>.</summary>
    protected abstract void ReadCore(Tensor tensor, Span<float> destination);

    /// <summary>Implements <see cref="CreateWeight"/>.</summary>
    protected abstract Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use);

    /// <summary>Implements <see cref="Update"/>.</summary>
    protected abstract void UpdateCore(Weight weight, ReadOnlySpan<float> values);

    /// <summary>Implements <see cref="Read(Weight, Span{float})"/>.</summary>
    protected abstract void ReadCore(Weight weight, Span<float> destination);

    /// <summary>Frees what the engine holds. The caller disposes tensors and weights before.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> is the caller.</param>
    protected abstract void Dispose(bool disposing);

    private static void CheckCount(string operation, int count, Shape shape)
        => Check.That(count == shape.ElementCount, operation, $"{count} values were given for the shape {shape}");

    private static void CheckDestination(int length, Shape shape)
        => Check.That(length == shape.ElementCount, nameof(Read), $"the destination has {length} elements for the shape {shape}");
}
