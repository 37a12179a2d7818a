using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed.Threading;

/// <summary>Memory for one thread's intermediate results: grows to what the largest part needs, then stays.</summary>
#pragma warning disable CA1001 // Lives as long as its thread; the buffer's finalizer frees it then.
internal sealed unsafe class Scratch
#pragma warning restore CA1001
{
    [ThreadStatic]
    private static Scratch? _current;

    private AlignedBuffer? _buffer;

    /// <summary>Gets the calling thread's own.</summary>
    public static Scratch Current => _current ??= new Scratch();

    /// <summary>Gives memory for at least so many floats; what was given before is invalid afterwards.</summary>
    public float* Reserve(long floats)
    {
        if (_buffer is null || _buffer.Length < floats)
        {
            _buffer?.Dispose();
            _buffer = new AlignedBuffer(floats);
        }

        return _buffer.Pointer;
    }
}
