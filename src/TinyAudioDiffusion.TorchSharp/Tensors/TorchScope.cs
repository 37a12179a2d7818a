using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>
/// One operation: whatever it makes on the way is disposed when it ends, and libtorch records it for gradients or not. Dispose scopes belong to a thread, so none
/// outlives a call.
/// </summary>
internal readonly ref struct TorchScope : IDisposable
{
    private readonly DisposeScope _scope;
    private readonly IDisposable _mode;

    public TorchScope(bool records)
    {
        _mode = torch.set_grad_enabled(records);
        _scope = torch.NewDisposeScope();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _mode.Dispose();
    }
}
