using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
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
    private ConvolutionWeights? _appending;

    /// <summary>Declares the parameters.</summary>
    /// <param name="condition">What is measured.</param>
    /// <param name="channels">The number of audio channels.</param>
    /// <param name="beside">Where a parameter stands that is none of the network itself.</param>
    public HeardChannels(SoundCondition condition, int channels, ParameterScope beside)
    {
        (_condition, _channels) = (condition, channels);
        if (condition is MelCondition mel)
            _flatten = beside.Declare("weight", new Shape(mel.Bands, 1, mel.FrameSize), WeightUse.TransposedConvolution);
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
        if (_appending is null)
            throw new InvalidOperationException("The network has not been loaded.");
        if (_flatten is null)
            return engine.Merge(noisy, 1f, heard, _appending);
        var mel = (MelCondition)_condition;
        using var flat = engine.Decode(heard, _flatten.Weight, mel.Hop, (mel.FrameSize - mel.Hop) / 2);
        return engine.Merge(noisy, 1f, flat, _appending);
    }

    /// <summary>Prepares <see cref="Append"/>: to put channels behind others is a merge whose matrix is the identity.</summary>
    public void Load(TensorEngine engine)
    {
        var all = _channels + Count;
        var identity = new float[all * all];
        for (var channel = 0; channel < all; channel++)
            identity[(channel * all) + channel] = 1;
        Dispose();
        _appending = new ConvolutionWeights(
            engine.CreateWeight(identity, new Shape(all, all, 1), WeightUse.Convolution), Bias: null);
    }

    public void Dispose()
    {
        _appending?.Kernel.Dispose();
        _appending = null;
    }
}
