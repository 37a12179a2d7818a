namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>Samples of a sound whose length nobody knows before its end: memory grows with what is there.</summary>
internal sealed class FlacSamples(int channels)
{
    private readonly float[][] _channels = [.. Enumerable.Range(0, channels).Select(_ => Array.Empty<float>())];

    /// <summary>Gets the number of samples of each channel.</summary>
    public int Length { get; private set; }

    /// <summary>Adds samples of every channel, divided by full scale.</summary>
    /// <param name="block">The samples, by channel.</param>
    /// <param name="count">How many of each channel.</param>
    /// <param name="scale">One divided by full scale.</param>
    public void Add(long[][] block, int count, double scale)
    {
        for (var channel = 0; channel < _channels.Length; channel++)
        {
            if (Length + count > _channels[channel].Length)
            {
                var twice = Math.Min(Array.MaxLength, 2L * _channels[channel].Length);
                Array.Resize(ref _channels[channel], (int)Math.Max(Length + count, twice));
            }

            var from = block[channel].AsSpan(0, count);
            var to = _channels[channel].AsSpan(Length, count);
            for (var i = 0; i < to.Length; i++)
                to[i] = (float)(from[i] * scale);
        }

        Length += count;
    }

    /// <summary>Gets the samples, [channels, length].</summary>
    public float[] ToPlanar()
    {
        var planar = new float[_channels.Length * Length];
        for (var channel = 0; channel < _channels.Length; channel++)
            _channels[channel].AsSpan(0, Length).CopyTo(planar.AsSpan(channel * Length));
        return planar;
    }
}
