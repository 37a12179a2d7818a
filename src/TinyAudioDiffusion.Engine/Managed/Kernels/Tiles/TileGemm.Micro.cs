using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

// The micro-kernel: one loop over channels and taps, and the register tile that it adds to. A tile is rows of vectors. The compiler keeps
// the fields of nested structs in registers if it inlines every method and every row is passed by reference; a copy of a row costs moves.
internal static unsafe partial class TileGemm<TSimd, TVector>
{
    /// <summary>One, two or three vectors side by side.</summary>
    private interface IRow<TRow>
        where TRow : struct, IRow<TRow>
    {
        static abstract TRow Fill(TVector value);

        static abstract TRow Load(float* from);

        /// <summary>Adds factor * row.</summary>
        void Add(TVector factor, in TRow row);

        void Store(float* to);
    }

    /// <summary>The rows of C that stay in registers while a sum runs.</summary>
    private interface IRegisterTile
    {
        void Start<TStart>(float* bias, float* c, nint stride)
            where TStart : struct, IStart;

        /// <summary>Adds the products of one channel and tap: a column of A by a row of B.</summary>
        void Step(float* a, float* b);

        void Store(float* c, nint stride);
    }

    /// <summary>
    /// A panel, or half of one, by one to three vectors of columns. Two and three taps, and two channels of one tap, are unrolled by
    /// hand: with 16 registers a step has only twelve multiply-adds, and a loop for each tap would add a quarter to the instructions. That
    /// slows a core that runs a second thread. Never inlined: a caller's variables would take registers from the tile.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Micro<TTile, TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TTile : struct, IRegisterTile
        where TStart : struct, IStart
    {
        const int Rows = PanelPacking.Rows;
        var tile = default(TTile);
        tile.Start<TStart>(bias, c, cStride);
        if (taps == 1)
        {
            for (; channels > 1; channels -= 2, a += 2 * Rows, b += 2 * bStride)
            {
                tile.Step(a, b);
                tile.Step(a + Rows, b + bStride);
            }

            if (channels == 1)
                tile.Step(a, b);
        }
        else if (taps == 2)
        {
            for (; channels > 0; channels--, a += 2 * Rows, b += bStride)
            {
                tile.Step(a, b);
                tile.Step(a + Rows, b + 1);
            }
        }
        else if (taps == 3)
        {
            for (; channels > 0; channels--, a += 3 * Rows, b += bStride)
            {
                tile.Step(a, b);
                tile.Step(a + Rows, b + 1);
                tile.Step(a + (2 * Rows), b + 2);
            }
        }
        else
        {
            for (; channels > 0; channels--, b += bStride)
            {
                for (var tap = 0; tap < taps; tap++, a += Rows)
                    tile.Step(a, b + tap);
            }
        }

        tile.Store(c, cStride);
    }

    private struct FourRows<TRow> : IRegisterTile
        where TRow : struct, IRow<TRow>
    {
        private TRow _first;
        private TRow _second;
        private TRow _third;
        private TRow _fourth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Start<TStart>(float* bias, float* c, nint stride)
            where TStart : struct, IStart
        {
            _first = TStart.Row<TRow>(bias, 0, c);
            _second = TStart.Row<TRow>(bias, 1, c + stride);
            _third = TStart.Row<TRow>(bias, 2, c + (2 * stride));
            _fourth = TStart.Row<TRow>(bias, 3, c + (3 * stride));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(float* a, float* b)
        {
            var row = TRow.Load(b);
            _first.Add(TSimd.Broadcast(a[0]), row);
            _second.Add(TSimd.Broadcast(a[1]), row);
            _third.Add(TSimd.Broadcast(a[2]), row);
            _fourth.Add(TSimd.Broadcast(a[3]), row);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* c, nint stride)
        {
            _first.Store(c);
            _second.Store(c + stride);
            _third.Store(c + (2 * stride));
            _fourth.Store(c + (3 * stride));
        }
    }

    private struct EightRows<TRow> : IRegisterTile
        where TRow : struct, IRow<TRow>
    {
        private FourRows<TRow> _upper;
        private FourRows<TRow> _lower;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Start<TStart>(float* bias, float* c, nint stride)
            where TStart : struct, IStart
        {
            _upper.Start<TStart>(bias, c, stride);
            _lower.Start<TStart>(bias is null ? null : bias + 4, c + (4 * stride), stride);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(float* a, float* b)
        {
            _upper.Step(a, b);
            _lower.Step(a + 4, b);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* c, nint stride)
        {
            _upper.Store(c, stride);
            _lower.Store(c + (4 * stride), stride);
        }
    }

    private struct OneVector : IRow<OneVector>
    {
        private TVector _only;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static OneVector Fill(TVector value) => new() { _only = value };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static OneVector Load(float* from) => new() { _only = TSimd.Load(from) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TVector factor, in OneVector row) => _only = TSimd.MultiplyAdd(factor, row._only, _only);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* to) => TSimd.Store(to, _only);
    }

    private struct TwoVectors : IRow<TwoVectors>
    {
        private TVector _left;
        private TVector _right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TwoVectors Fill(TVector value) => new() { _left = value, _right = value };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TwoVectors Load(float* from) => new() { _left = TSimd.Load(from), _right = TSimd.Load(from + TSimd.Lanes) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TVector factor, in TwoVectors row)
        {
            _left = TSimd.MultiplyAdd(factor, row._left, _left);
            _right = TSimd.MultiplyAdd(factor, row._right, _right);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* to)
        {
            TSimd.Store(to, _left);
            TSimd.Store(to + TSimd.Lanes, _right);
        }
    }

    private struct ThreeVectors : IRow<ThreeVectors>
    {
        private TVector _left;
        private TVector _middle;
        private TVector _right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ThreeVectors Fill(TVector value) => new() { _left = value, _middle = value, _right = value };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ThreeVectors Load(float* from)
            => new() { _left = TSimd.Load(from), _middle = TSimd.Load(from + TSimd.Lanes), _right = TSimd.Load(from + (2 * TSimd.Lanes)) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TVector factor, in ThreeVectors row)
        {
            _left = TSimd.MultiplyAdd(factor, row._left, _left);
            _middle = TSimd.MultiplyAdd(factor, row._middle, _middle);
            _right = TSimd.MultiplyAdd(factor, row._right, _right);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* to)
        {
            TSimd.Store(to, _left);
            TSimd.Store(to + TSimd.Lanes, _middle);
            TSimd.Store(to + (2 * TSimd.Lanes), _right);
        }
    }
}
