using System.Runtime.InteropServices;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>A block of floats outside the garbage collector's heap, aligned to a cache line and not initialised.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private const nuint Alignment = 64;
    private float* _pointer;

    public AlignedBuffer(long length)
    {
        Length = length;
        var bytes = checked((nuint)length * sizeof(float));
        _pointer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        GC.AddMemoryPressure((long)bytes);
    }

#pragma warning disable MA0055 // The garbage collector does not free this memory; a forgotten tensor must not leak it.
    ~AlignedBuffer() => Release();
#pragma warning restore MA0055

    public long Length { get; }

    public float* Pointer => _pointer;

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (_pointer is null)
            return;
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.RemoveMemoryPressure(Length * sizeof(float));
    }
}
