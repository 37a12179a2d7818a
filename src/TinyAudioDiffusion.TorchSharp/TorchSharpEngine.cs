using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Differentiation;
using TinyAudioDiffusion.TorchSharp.Loading;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp;

/// <summary>
/// The engine on libtorch. It composes every operation, and its gradients, of libtorch's tensors: on the processor, an NVIDIA GPU or an
/// Apple GPU. The managed engine gives the same bits for every batch and machine; this one gives the same values within rounding.
/// </summary>
/// <remarks>
/// All shapes are checked before libtorch sees them, because some of its errors end the process. Intermediate tensors are freed when an
/// operation ends.
/// </remarks>
public partial class TorchSharpEngine : TensorEngine
{
    private readonly torch.Device _device;
    private readonly torch.ScalarType? _rounded;
    private readonly string _description;

    /// <summary>Loads libtorch and opens the device.</summary>
    /// <param name="options">The device and the precision; null for float32 on the processor.</param>
    /// <exception cref="EngineUnavailableException">
    /// libtorch cannot be loaded, there is no such device, or it computes wrong values on this processor.
    /// </exception>
    public TorchSharpEngine(TorchSharpOptions? options = null)
    {
        options ??= new TorchSharpOptions();
        Device = options.Device;
        Precision = options.Precision;
        _device = TorchDevices.Open(options);
        _rounded = Precision switch
        {
            TorchSharpPrecision.BFloat16 => torch.ScalarType.BFloat16,
            TorchSharpPrecision.Half => torch.ScalarType.Float16,
            _ => null,
        };
        _description = $"TorchSharp {TorchSharpReport.Version}, {Device}, {Precision.ToString().ToLowerInvariant()}";
    }

    private protected TorchSharpEngine(TorchSharpEngine other)
    {
        Traffic = other.Traffic;
        (Device, Precision, _description) = (other.Device, other.Precision, other._description);
        (_device, _rounded) = (other._device, other._rounded);
    }

    /// <summary>Gets the device of the tensors, as given in the options.</summary>
    public string Device { get; }

    /// <summary>Gets the precision of products.</summary>
    public TorchSharpPrecision Precision { get; }

    /// <inheritdoc/>
    public override string Description => _description;

    /// <summary>Gets what has been copied between host and device.</summary>
    internal TorchTraffic Traffic { get; } = new();

    /// <summary>Gets whether libtorch records the current computation.</summary>
    private protected virtual bool Records => false;

    internal static TorchTensor Own(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor as TorchTensor
            ?? throw new ArgumentException($"A {tensor.GetType().Name} is not a tensor of the TorchSharp engine.", nameof(tensor));
    }

    internal static TorchWeight Own(Weight weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return weight as TorchWeight
            ?? throw new ArgumentException($"A {weight.GetType().Name} is not a weight of the TorchSharp engine.", nameof(weight));
    }

    /// <summary>Copies values to the device; the tensor belongs to the current scope.</summary>
    internal torch.Tensor ToDevice(ReadOnlySpan<float> values, Shape shape)
    {
        Traffic.CountToDevice(values.Length);
        return HostMemory.ToDevice(values, shape, _device);
    }

    /// <summary>Copies the values of a tensor to host memory, row major.</summary>
    internal void ToHost(torch.Tensor tensor, Span<float> destination)
    {
        Traffic.CountToHost(destination.Length);
        HostMemory.ToHost(tensor).CopyTo(destination);
    }

    /// <summary>A parameter in float32.</summary>
    private protected virtual torch.Tensor Full(Weight weight) => Own(weight).Value;

    /// <summary>A parameter in the type of products.</summary>
    private protected virtual torch.Tensor Rounded(Weight weight, torch.ScalarType type) => Own(weight).Rounded(type);

    /// <summary>Takes a result out of the scope of its operation.</summary>
    private protected virtual TorchTensor Give(torch.Tensor value, Shape shape) => new(value.DetachFromDisposeScope(), shape);

    /// <inheritdoc/>
    protected override GradientTape CreateTapeCore(bool gradientCheckpointing) => new TorchTape(this, gradientCheckpointing);

    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape)
    {
        using var scope = Enter();
        return Give(ToDevice(values, shape), shape);
    }

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination)
    {
        using var scope = Enter();
        ToHost(Own(tensor).Value, destination);
    }

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use)
    {
        using var scope = new TorchScope(records: false);
        return new TorchWeight(ToDevice(values, shape).DetachFromDisposeScope(), shape, use);
    }

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values)
    {
        using var scope = Enter();
        Own(weight).Update(ToDevice(values, weight.Shape));
    }

    /// <inheritdoc/>
    protected override void ReadCore(Weight weight, Span<float> destination)
    {
        using var scope = Enter();
        ToHost(Own(weight).Value, destination);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The callers own tensors and weights; libtorch stays loaded.
    }

    private static torch.Tensor Full(torch.Tensor x) => x.dtype == torch.ScalarType.Float32 ? x : x.to_type(torch.ScalarType.Float32);

    private TorchScope Enter() => new(Records);

    /// <summary>A factor of a product in the type of products.</summary>
    private torch.Tensor Factor(torch.Tensor x) => _rounded is { } type && x.dtype != type ? x.to_type(type) : x;

    private torch.Tensor Factor(Weight weight) => _rounded is { } type ? Rounded(weight, type) : Full(weight);
}
