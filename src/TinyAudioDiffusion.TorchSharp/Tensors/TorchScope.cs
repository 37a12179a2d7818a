using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>
/// The scope of one operation. It disposes all intermediate tensors at its end, and sets whether libtorch records for gradients. Dispose
/// scopes belong to a thread, so no scope outlives a call.
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
