using System.Numerics;

namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>The cheapest form of one channel in one frame: constant, verbatim, or predicted with a residual in Rice code.</summary>
internal sealed class FlacSubframeCode
{
    private const int HeaderBits = 8;
    private const int Constant = 0;
    private const int Verbatim = 1;
    private const int Fixed = 8;
    private const int Linear = 32;
    private const int LargestFixedOrder = 4;

    private readonly long[] _samples; // without the lowest bits that are zero in all of them
    private readonly int _depth;
    private readonly int _wasted;
    private int _type;
    private int _order;
    private FlacLinearPredictor? _predictor;
    private long[] _residual = [];
    private FlacRiceCode? _code;

    private FlacSubframeCode(long[] samples, int depth, int wasted) => (_samples, _depth, _wasted) = (samples, depth, wasted);

    /// <summary>Gets the number of bits of the whole subframe.</summary>
    public long Bits { get; private set; }

    /// <summary>Finds the cheapest form.</summary>
    /// <param name="samples">The samples, at least one.</param>
    /// <param name="depth">The number of bits of a sample.</param>
    public static FlacSubframeCode Find(ReadOnlySpan<long> samples, int depth)
    {
        var set = 0L;
        foreach (var sample in samples)
            set |= sample;
        var wasted = set == 0 ? 0 : BitOperations.TrailingZeroCount(set);
        var shifted = samples.ToArray();
        foreach (ref var sample in shifted.AsSpan())
            sample >>= wasted;
        var code = new FlacSubframeCode(shifted, depth - wasted, wasted);
        code.Choose();
        return code;
    }

    /// <summary>Writes the subframe.</summary>
    public void Write(FlacBitWriter writer)
    {
        writer.Write(1, 0);
        writer.Write(6, _type);
        writer.Write(1, _wasted > 0 ? 1 : 0);
        if (_wasted > 0)
            writer.WriteUnary(_wasted - 1);
        var plain = _type switch { Constant => 1, Verbatim => _samples.Length, _ => _order };
        foreach (var sample in _samples.AsSpan(0, plain))
            writer.Write(_depth, sample);
        if (_predictor is { } predictor)
        {
            writer.Write(4, FlacLinearPredictor.Precision - 1);
            writer.Write(5, predictor.Shift);
            foreach (var coefficient in predictor.Coefficients)
                writer.Write(FlacLinearPredictor.Precision, coefficient);
        }

        _code?.Write(writer, _residual, _order);
    }

    private void Choose()
    {
        if (!_samples.AsSpan().ContainsAnyExcept(_samples[0]))
        {
            (_type, Bits) = (Constant, HeaderBits + _wasted + _depth);
            return;
        }

        (_type, Bits) = (Verbatim, HeaderBits + _wasted + ((long)_depth * _samples.Length));
        for (var order = 0; order <= Math.Min(LargestFixedOrder, _samples.Length - 1); order++)
            Try(Fixed + order, FlacSubframe.FixedPredictor(order), 0, null);
        if (_samples.Length <= 2 * FlacLinearPredictor.LargestOrder)
            return;
        foreach (var predictor in FlacLinearPredictor.Find(_samples))
        {
            if (predictor.Coefficients.Length % 2 == 0) // every second order: the others gain next to nothing
                Try(Linear + predictor.Coefficients.Length - 1, predictor.Coefficients, predictor.Shift, predictor);
        }
    }

    private void Try(int type, ReadOnlySpan<int> coefficients, int shift, FlacLinearPredictor? predictor)
    {
        var order = coefficients.Length;
        var residual = new long[_samples.Length];
        for (var i = order; i < residual.Length; i++)
        {
            var sum = 0L;
            for (var j = 0; j < order; j++)
                sum += coefficients[j] * _samples[i - 1 - j];
            residual[i] = _samples[i] - (sum >> shift);
        }

        if (FlacRiceCode.Find(residual, order) is not { } code)
            return;
        var ofPredictor = predictor is null ? 0 : 9 + (order * FlacLinearPredictor.Precision);
        var bits = HeaderBits + _wasted + ((long)order * _depth) + ofPredictor + code.Bits;
        if (bits < Bits)
            (_type, _order, _predictor, _residual, _code, Bits) = (type, order, predictor, residual, code, bits);
    }
}
