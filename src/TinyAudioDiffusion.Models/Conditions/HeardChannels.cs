using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Conditions;

/// <summary>
/// What a network hears beside noise, as channels behind the noisy ones. A low-rate sound is channels already; a transposed convolution,
/// which is trained with the network, flattens a mel spectrogram to one channel.
/// </summary>
internal sealed class HeardChannels : IDisposable
{
    private readonly SoundCondition _condition;
    private readonly int _channels;
    private readonly Parameter? _flatten;
    private readonly AppendedChannels _appended;

    /// <summary>Declares the parameters.</summary>
    /// <param name="condition">What is measured.</param>
    /// <param name="channels">The number of audio channels.</param>
    /// <param name="beside">Where a parameter stands that is none of the network itself.</param>
    public HeardChannels(SoundCondition condition, int channels, ParameterScope beside)
    {
        (_condition, _channels) = (condition, channels);
        if (condition is MelCondition mel)
            _flatten = beside.Declare("weight", new Shape(mel.Bands, 1, mel.FrameSize), WeightUse.TransposedConvolution);
        _appended = new AppendedChannels(channels, Count);
    }

    /// <summary>Gets the number of channels that stand behind the noisy ones.</summary>
    public int Count => _flatten is null ? _channels : 1;

    /// <summary>Creates the tensor of what was measured of several sounds, for <see cref="Append"/>.</summary>
    public Tensor Create(TensorEngine engine, ReadOnlySpan<float> values, int batch, int samples)
    {
        var size = _condition.SizeOf(_channels, samples);
        if (values.Length != (long)batch * size)
            throw new ArgumentException(
                $"The network is a {_condition.Model} and hears {size} values of each sound; {values.Length} were given for {batch}.");
        return engine.CreateTensor(
            values,
            _condition is MelCondition mel ? new Shape(batch, mel.Bands, samples / mel.Hop) : new Shape(batch, _channels, samples));
    }

    /// <summary>Gives the noisy channels with those that are heard behind them, [batch, all channels, samples].</summary>
    public Tensor Append(TensorEngine engine, Tensor noisy, Tensor heard)
    {
        if (_flatten is null)
            return _appended.Append(engine, noisy, heard);
        var mel = (MelCondition)_condition;
        using var flat = engine.Decode(heard, _flatten.Weight, mel.Hop, (mel.FrameSize - mel.Hop) / 2);
        return _appended.Append(engine, noisy, flat);
    }

    /// <summary>Prepares <see cref="Append"/>.</summary>
    public void Load(TensorEngine engine) => _appended.Load(engine);

    public void Dispose() => _appended.Dispose();
}
