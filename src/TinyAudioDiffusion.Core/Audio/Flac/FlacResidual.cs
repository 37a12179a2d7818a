namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>Decodes what predictors leave: partitions of equal size, each in Rice code with a parameter of its own, or plain.</summary>
internal static class FlacResidual
{
    /// <summary>Decodes a residual.</summary>
    /// <param name="bits">The reader, at the beginning of the residual.</param>
    /// <param name="order">The number of samples that are there already.</param>
    /// <param name="samples">Gets the residual from the sample <paramref name="order"/> on.</param>
    /// <returns>What is wrong with the residual; null for nothing.</returns>
    public static string? Decode(FlacBits bits, int order, Span<long> samples)
    {
        var method = (int)bits.Read(2);
        if (method > 1)
            return $"a residual is coded by the unknown method {method}";
        var parameterBits = method == 0 ? 4 : 5;
        var escape = (1 << parameterBits) - 1;
        var partitions = 1 << (int)bits.Read(4);
        var size = samples.Length / partitions;
        if (size * partitions != samples.Length || size < order)
            return "a residual has partitions that do not fit its frame";
        for (var (i, start) = (0, order); i < partitions; i++)
        {
            var end = (i + 1) * size;
            var parameter = (int)bits.Read(parameterBits);
            if (parameter == escape)
                ReadPlain(bits, (int)bits.Read(5), samples[start..end]);
            else if (!bits.ReadRice(samples[start..end], parameter))
                return "a residual is larger than 32 bits";
            start = end;
        }

        return null;
    }

    private static void ReadPlain(FlacBits bits, int width, Span<long> samples)
    {
        foreach (ref var sample in samples)
            sample = width == 0 ? 0 : bits.ReadSigned(width);
    }
}
