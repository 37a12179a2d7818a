using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Brings memory nearer in small portions while something else is computed. Packing and storing a tile wait for memory, multiplying it does
/// not, and the processor's own prefetching ends at every page of 4 KB; so the multiplication of a tile asks for what comes next. Changes
/// no result, and does nothing where there is no such instruction.
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

    /// <summary>Forgets what was wanted.</summary>
    /// <param name="portions">How often <see cref="Continue"/> will be called, about.</param>
    public void Begin(int portions)
    {
        this = default;
        _portions = portions;
    }

    /// <summary>Wants some blocks of a tensor as well; at most three times. What was added last comes first.</summary>
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

    /// <summary>Asks for the next portion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Continue()
    {
        if (Sse.IsSupported && _share > 0)
            Ask();
    }

    private void Ask()
    {
        for (var i = 0L; i < _share; i++, _now += LineLength)
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

            Sse.Prefetch1(_now);
        }
    }
}
