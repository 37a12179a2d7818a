using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Prefetches memory in small portions during a computation. Packing and storing a tile wait for memory, but multiplying it does not, and
/// the processor's own prefetching ends at every page of 4 KB. So the multiplication of a tile prefetches what comes next. It changes no
/// result, and does nothing on processors without such an instruction.
/// </summary>
internal unsafe struct Prefetching
{
    private const int LineLength = 64 / sizeof(float);

    private float* _now;
    private float* _nowEnd;
    private float* _then;
    private float* _thenEnd;
    private float* _last;
    private float* _lastEnd;
    private long _length;
    private int _portions;
    private long _share;

    /// <summary>Clears the list of memory to prefetch.</summary>
    /// <param name="portions">About how often <see cref="Continue"/> will be called.</param>
    public void Begin(int portions)
    {
        this = default;
        _portions = portions;
    }

    /// <summary>Adds some blocks of a tensor to the list; at most three times. The latest addition is fetched first.</summary>
    public void Add(TensorView view, int item, int firstBlock, int blocks)
    {
        var first = view.Block(item, firstBlock);
        var length = (long)blocks * view.Channels * Columns.Block;
        _last = _then;
        _lastEnd = _thenEnd;
        _then = _now;
        _thenEnd = _nowEnd;
        _now = first;
        _nowEnd = first + length;
        _length += length;
        _share = (_length / LineLength / _portions) + 1;
    }

    /// <summary>Prefetches the next portion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Continue()
    {
        if (Sse.IsSupported && _share > 0)
            Ask();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Ask()
    {
        for (var left = _share; left > 0;)
        {
            if (_now >= _nowEnd)
            {
                _now = _then;
                _nowEnd = _thenEnd;
                _then = _last;
                _thenEnd = _lastEnd;
                _last = _lastEnd;
                if (_now >= _nowEnd)
                {
                    _share = 0;
                    return;
                }
            }

            var at = _now;
            for (; left > 0 && at < _nowEnd; left--, at += LineLength)
                Sse.Prefetch1(at);
            _now = at;
        }
    }
}
