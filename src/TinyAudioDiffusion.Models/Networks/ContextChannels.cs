using System.Buffers;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>Computes what a network is told beside its input: at the first level the <see cref="WienerContext"/>, at all levels in the channels that are left the <see cref="PositionContext"/>.</summary>
/// <remarks>Safe to use from several threads at once.</remarks>
internal sealed class ContextChannels
{
    private readonly UNetConfiguration _shape;
    private readonly int _transformStride;
    private readonly WienerContext? _wiener;
    private readonly int _wienerChannels;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="description">The model, whose context channels suffice, see <see cref="ModelDescription.WienerContext"/>.</param>
    /// <param name="transformStride">The samples of a column behind the transform.</param>
    /// <exception cref="ArgumentException">The network has too few context channels.</exception>
    public ContextChannels(ModelDescription description, int transformStride)
    {
        _shape = description.Network;
        _transformStride = transformStride;
        if (description.WienerContext)
        {
            var bands = transformStride * _shape.Factors[0];
            _wiener = new WienerContext(_shape.InChannels, bands);
            _wienerChannels = WienerContext.Channels(_shape.InChannels, bands);
        }

        if (_shape.ContextChannels.Count == 0 || _shape.ContextChannels[0] < _wienerChannels)
            throw new ArgumentException($"The network's first level needs {_wienerChannels} context channels for what it shall be told.", nameof(description));
    }

    /// <summary>Creates the tensors of all levels, for the caller to dispose; null where a level takes none.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="x">The noisy waveforms, [batch, channels, samples].</param>
    /// <param name="noiseLevels">Their noise levels.</param>
    public Tensor?[] Create(TensorEngine engine, Tensor x, ReadOnlySpan<float> noiseLevels)
    {
        var levels = new Tensor?[_shape.Levels];
        var stride = _transformStride;
        for (var level = 0; level < levels.Length; level++)
        {
            stride *= _shape.Factors[level];
            if (_shape.ContextChannels[level] > 0)
                levels[level] = Create(engine, x, level == 0 ? _wiener : null, noiseLevels, stride, new Shape(x.Shape[0], _shape.ContextChannels[level], x.Shape[2] / stride));
        }

        return levels;
    }

    private Tensor Create(TensorEngine engine, Tensor x, WienerContext? wiener, ReadOnlySpan<float> noiseLevels, int stride, Shape shape)
    {
        var (batch, size, columns) = (shape[0], shape[1] * shape[2], shape[2]);
        var values = ArrayPool<float>.Shared.Rent(batch * size);
        var reserved = wiener is null ? 0 : _wienerChannels * columns;
        for (var item = 0; item < batch; item++)
            PositionContext.Fill(stride, columns, values.AsSpan(item * size, size)[reserved..]);
        if (wiener is not null)
            Fill(engine, x, wiener, noiseLevels, values.AsSpan(0, batch * size), reserved);
        var tensor = engine.CreateTensor(values.AsSpan(0, batch * size), shape);
        ArrayPool<float>.Shared.Return(values);
        return tensor;
    }

    private static void Fill(TensorEngine engine, Tensor x, WienerContext wiener, ReadOnlySpan<float> noiseLevels, Span<float> values, int each)
    {
        var (batch, size) = (x.Shape[0], x.Shape[1] * x.Shape[2]);
        var waveforms = ArrayPool<float>.Shared.Rent(batch * size);
        engine.Read(x, waveforms.AsSpan(0, batch * size));
        for (var item = 0; item < batch; item++)
            wiener.Fill(waveforms.AsSpan(item * size, size), noiseLevels[item], values.Slice(item * (values.Length / batch), each));
        ArrayPool<float>.Shared.Return(waveforms);
    }
}
