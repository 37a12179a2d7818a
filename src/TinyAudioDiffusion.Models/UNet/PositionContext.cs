using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// Context channels that tell a network where it is. Without them, convolutions and attention tell the start of a one-shot from its end
/// only by the zeros around it.
/// </summary>
/// <param name="shape">The network.</param>
/// <param name="transformStride">The number of places in a column of the network's input.</param>
/// <param name="valueAt">Gives the value of a channel at a place, of so many places.</param>
/// <remarks>Safe to use from several threads at once.</remarks>
internal sealed class PositionContext(UNetConfiguration shape, int transformStride, Func<int, float, int, float> valueAt)
{
    private const float Fastest = 256f; // samples
    private const float Slower = 4f;

    private Columns? _latest;

    /// <summary>
    /// Gives how near the start a place is, counted in samples: 1 / (1 + n / 256) in the first channel, 1 / (1 + n / 1024) in the second
    /// and so on, each four times as slow. Division and addition alone, so that every machine has the same bits.
    /// </summary>
    public static float NearStart(int channel, float place, int samples)
    {
        var scale = Fastest;
        for (var i = 0; i < channel; i++)
            scale *= Slower;
        return 1f / (1f + (place / scale));
    }

    /// <summary>Creates the tensors of all levels, for the caller to dispose; null where a level takes none.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="batch">The number of items.</param>
    /// <param name="samples">The length of the waveforms.</param>
    public Tensor?[] Create(TensorEngine engine, int batch, int samples)
    {
        var columns = _latest;
        if (columns is null || columns.Batch != batch || columns.Samples != samples)
            _latest = columns = Compute(batch, samples);
        return [.. columns.Levels.Select(level => level is null ? null : engine.CreateTensor(level.Values, level.Shape))];
    }

    private Columns Compute(int batch, int samples)
    {
        var levels = new Level?[shape.Levels];
        var stride = transformStride;
        for (var level = 0; level < levels.Length; level++)
        {
            stride *= shape.Factors[level];
            if (shape.ContextChannels.Count > 0 && shape.ContextChannels[level] > 0)
                levels[level] = Compute(new Shape(batch, shape.ContextChannels[level], samples / stride), stride, samples);
        }

        return new Columns(batch, samples, levels);
    }

    private Level Compute(Shape shape, int stride, int samples)
    {
        var values = new float[shape.ElementCount];
        var (channels, length) = (shape[1], shape[2]);
        for (var row = 0; row < shape[0] * channels; row++)
        {
            for (var column = 0; column < length; column++)
                values[(row * length) + column] = valueAt(row % channels, (column + 0.5f) * stride, samples);
        }

        return new Level(shape, values);
    }

    private sealed record Level(Shape Shape, float[] Values);

    private sealed record Columns(int Batch, int Samples, Level?[] Levels);
}
