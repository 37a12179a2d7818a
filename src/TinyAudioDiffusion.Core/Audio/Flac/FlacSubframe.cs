namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>Decodes the samples of one channel in one frame: constant, verbatim, or predicted with a residual in Rice code.</summary>
internal static class FlacSubframe
{
    private const int LargestFixedOrder = 4;

    // The predictors of RFC 9639, section 9.2.5: the differences of each order.
    private static readonly int[][] _fixed = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    /// <summary>Gets the coefficients of the fixed predictor of an order, that of the newest sample first.</summary>
    public static ReadOnlySpan<int> FixedPredictor(int order) => _fixed[order];

    /// <summary>Decodes a subframe.</summary>
    /// <param name="bits">The reader, at the beginning of the subframe.</param>
    /// <param name="depth">The number of bits of a sample.</param>
    /// <param name="samples">Gets the samples.</param>
    /// <returns>What is wrong with the subframe; null for nothing.</returns>
    public static string? Decode(FlacBits bits, int depth, Span<long> samples)
    {
        var header = (int)bits.Read(8);
        if ((header & 0x80) != 0)
            return "a subframe begins with a bit that must be zero";
        var type = (header >> 1) & 0x3F;
        var wasted = (header & 1) != 0 ? (int)bits.ReadUnary(depth) + 1 : 0;
        if (wasted >= depth)
            return "a subframe leaves out all bits of its samples";
        var problem = DecodeStored(bits, type, depth - wasted, samples) ?? Check(samples, depth - wasted);
        if (wasted > 0)
        {
            foreach (ref var sample in samples)
                sample <<= wasted;
        }

        return problem;
    }

    private static string? DecodeStored(FlacBits bits, int type, int depth, Span<long> samples)
    {
        switch (type)
        {
            case 0:
                samples.Fill(bits.ReadSigned(depth));
                return null;
            case 1:
                ReadPlain(bits, depth, samples);
                return null;
            case >= 8 and <= 8 + LargestFixedOrder:
                return DecodeFixed(bits, type - 8, depth, samples);
            case >= 32:
                return DecodeLinear(bits, type - 31, depth, samples);
            default:
                return $"a subframe is of the unknown type {type}";
        }
    }

    private static string? DecodeFixed(FlacBits bits, int order, int depth, Span<long> samples)
    {
        if (order > samples.Length)
            return "a predictor is longer than its frame";
        ReadPlain(bits, depth, samples[..order]);
        if (FlacResidual.Decode(bits, order, samples) is { } problem)
            return problem;
        Predict(FixedPredictor(order), 0, samples);
        return null;
    }

    private static string? DecodeLinear(FlacBits bits, int order, int depth, Span<long> samples)
    {
        if (order > samples.Length)
            return "a predictor is longer than its frame";
        ReadPlain(bits, depth, samples[..order]);
        var precision = (int)bits.Read(4) + 1;
        var shift = (int)bits.ReadSigned(5);
        if (precision == 16 || shift < 0)
            return "a predictor has a precision or a shift that means nothing";
        Span<int> coefficients = stackalloc int[order];
        foreach (ref var coefficient in coefficients)
            coefficient = (int)bits.ReadSigned(precision);
        if (FlacResidual.Decode(bits, order, samples) is { } problem)
            return problem;
        Predict(coefficients, shift, samples);
        return null;
    }

    private static void ReadPlain(FlacBits bits, int depth, Span<long> samples)
    {
        foreach (ref var sample in samples)
            sample = bits.ReadSigned(depth);
    }

    // Adds to each residual what the samples before it let expect. Sums of a broken file may wrap around; the check afterwards finds their
    // samples.
    private static void Predict(ReadOnlySpan<int> coefficients, int shift, Span<long> samples)
    {
        for (var i = coefficients.Length; i < samples.Length; i++)
        {
            var sum = 0L;
            for (var j = 0; j < coefficients.Length; j++)
                sum += coefficients[j] * samples[i - 1 - j];
            samples[i] += sum >> shift;
        }
    }

    private static string? Check(ReadOnlySpan<long> samples, int depth)
    {
        var beyond = 0L;
        foreach (var sample in samples)
            beyond |= sample ^ (sample >> 63);
        return beyond >> (depth - 1) == 0 ? null : "a sample is larger than its depth allows";
    }
}
