using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Conditions;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Refinement;

/// <summary>
/// Corrects the velocity of the network before it, in narrow bands. A spectrum stands in one row, all frames of the lowest band first, so
/// one set of kernels goes along the frames of every band: what is learnt of a tone in one band holds in all. Deeper levels see the frames
/// of a band as one, and look across bands. An untrained refiner corrects nothing.
/// </summary>
internal sealed class SpectralRefiner : IDisposable
{
    private readonly UNetConfiguration _shape;
    private readonly int _bands;
    private readonly int _channels;
    private readonly ReferenceUNet _network;
    private readonly PositionContext _position;
    private readonly Parameter _correction;
    private readonly AppendedChannels _appended;
    private Weight? _encoder;
    private Weight? _decoder;

    /// <summary>Declares the parameters.</summary>
    /// <param name="configuration">What the refiner is.</param>
    /// <param name="channels">The number of audio channels.</param>
    /// <param name="scope">The place of the parameters in the state dict.</param>
    public SpectralRefiner(RefinerConfiguration configuration, int channels, ParameterScope scope)
    {
        var shape = configuration.Network;
        (_shape, _bands, _channels) = (shape, configuration.Bands, channels);
        var outputs = 2 * channels;
        _network = new ReferenceUNet(shape, 4 * channels, outputs, scope);
        _correction = scope["correction"].Declare(
            "weight", new Shape(outputs, outputs, 1), WeightUse.Convolution, initial: () => new float[outputs * outputs]);
        _position = new PositionContext(
            shape, transformStride: 1, (channel, place, samples) => BandPosition.At(channel, place, samples, configuration.Bands));
        _appended = new AppendedChannels(channels, channels);
    }

    /// <summary>Corrects a velocity.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="noisy">The noisy waveforms, [batch, channels, samples].</param>
    /// <param name="velocity">The velocity to correct, of the same shape.</param>
    /// <param name="conditions">Noise levels and features, as the network before it has them.</param>
    /// <returns>The corrected velocity.</returns>
    public Tensor Forward(TensorEngine engine, Tensor noisy, Tensor velocity, in UNetInputs conditions)
    {
        var (batch, samples) = (noisy.Shape[0], noisy.Shape[2]);
        var encoded = Encode(engine, noisy, velocity);
        var position = _position.Create(engine, batch, samples);
        try
        {
            using var output = _network.Forward(engine, conditions.Of(encoded, position));
            using var spectrum = engine.Convolve(output, new ConvolutionWeights(_correction.Weight, Bias: null));
            using var rows = engine.Reshape(spectrum, new Shape(batch * _channels, 2 * _bands, samples / _bands));
            using var decoded = engine.Decode(rows, _decoder!, _bands, _bands / 2);
            using var correction = engine.Reshape(decoded, velocity.Shape);
            return engine.Add(velocity, correction);
        }
        finally
        {
            encoded.Dispose();
            foreach (var level in position)
                level?.Dispose();
        }
    }

    /// <summary>
    /// Tells how many numbers the largest activation of one item has; a spectrum has as many places as the sound has samples.
    /// </summary>
    public long LargestActivation(int samples) => _shape.LargestActivation(samples);

    /// <summary>Forgets what was computed from weights that have changed.</summary>
    public void ForgetModulations() => _network.ForgetModulations();

    /// <summary>Prepares <see cref="Forward"/>.</summary>
    public void Load(TensorEngine engine)
    {
        Release();
        var window = 2 * _bands;
        _encoder = engine.CreateWeight(
            ByKind(LappedTransform.Encoder(1, _bands)), new Shape(window, 1, window), WeightUse.Convolution);
        _decoder = engine.CreateWeight(
            ByKind(LappedTransform.Decoder(1, _bands)), new Shape(window, 1, window), WeightUse.TransposedConvolution);
        _appended.Load(engine);
    }

    public void Dispose()
    {
        Release();
        _appended.Dispose();
    }

    // Cosines and sines of noisy waveform and velocity, [batch, 4 channels, bands of frames].
    private Tensor Encode(TensorEngine engine, Tensor noisy, Tensor velocity)
    {
        var (batch, samples) = (noisy.Shape[0], noisy.Shape[2]);
        using var both = _appended.Append(engine, noisy, velocity);
        using var rows = engine.Reshape(both, new Shape(batch * 2 * _channels, 1, samples));
        using var encoded = engine.Encode(rows, _encoder!, _bands, _bands / 2);
        return engine.Reshape(encoded, new Shape(batch, 4 * _channels, samples));
    }

    // The cosines of all bands, then the sines, where the lapped transform has both of a band side by side.
    private float[] ByKind(float[] filters)
    {
        var window = 2 * _bands;
        var sorted = new float[filters.Length];
        for (var filter = 0; filter < window; filter++)
            filters.AsSpan(((2 * (filter % _bands)) + (filter / _bands)) * window, window).CopyTo(sorted.AsSpan(filter * window));
        return sorted;
    }

    private void Release()
    {
        _encoder?.Dispose();
        _decoder?.Dispose();
        (_encoder, _decoder) = (null, null);
    }
}
