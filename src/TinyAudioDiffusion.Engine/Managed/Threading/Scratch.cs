using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed.Threading;

/// <summary>Memory for the intermediate results of one thread. It grows to what the largest part needs and then stays.</summary>
#pragma warning disable CA1001 // The instance lives as long as its thread; then the buffer's finalizer frees the memory.
internal sealed unsafe class Scratch
#pragma warning restore CA1001
{
    [ThreadStatic]
    private static Scratch? _current;

    private AlignedBuffer? _buffer;

    /// <summary>Gets the instance of the calling thread.</summary>
    public static Scratch Current => _current ??= new Scratch();

    /// <summary>Gives memory for at least this many floats. Memory from earlier calls becomes invalid.</summary>
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
