namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>
/// A tensor on a <see cref="RecordingTape"/>. Its value lives as long as its owner or a recorded step holds it; its gradient lives as long
/// as the tape needs it.
/// </summary>
internal sealed class RecordedTensor(Tensor value, bool wantsGradient) : Tensor
{
    private readonly Shape _shape = value.Shape;
    private Tensor? _value = value;
    private int _holders = 1;
    private bool _isReleased;

    public override Shape Shape => _shape;

    /// <summary>Gets the value, a tensor of the engine that computes.</summary>
    public Tensor Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(_value is null, typeof(Tensor));
            return _value;
        }
    }

    /// <summary>Gets whether the tensor depends on a weight or on a watched tensor.</summary>
    public bool WantsGradient => wantsGradient;

    /// <summary>Gets or sets the derivative of the loss by this tensor, as far as the backward pass has computed it.</summary>
    public Tensor? Gradient { get; set; }

    public void Hold() => _holders++;

    public void LetGo()
    {
        if (--_holders > 0)
            return;
        _value?.Dispose();
        _value = null;
    }

    public void DropGradient()
    {
        Gradient?.Dispose();
        Gradient = null;
    }

    protected override void Release()
    {
        ObjectDisposedException.ThrowIf(_isReleased, typeof(Tensor));
        _isReleased = true;
        LetGo();
    }
}
