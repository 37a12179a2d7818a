using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>What an autoencoder hears beside noise: the latent of a sound, as context channels of one level of its U-Net.</summary>
internal sealed class HeardLatent
{
    private readonly ILatentEncoder _encoder;
    private readonly int _channels;
    private readonly int _level;
    private readonly int _levels;

    /// <summary>Declares the encoder's parameters.</summary>
    /// <param name="encoder">The encoder; it keeps <see cref="EncoderRules"/>.</param>
    /// <param name="network">The U-Net.</param>
    /// <param name="channels">The number of audio channels.</param>
    /// <param name="sampleRate">The sample rate in Hz.</param>
    /// <param name="transformFactor">How many samples a step of the U-Net's input stands for.</param>
    /// <param name="scope">The place of the parameters.</param>
    public HeardLatent(
        EncoderConfiguration encoder, UNetConfiguration network, int channels, int sampleRate, int transformFactor, ParameterScope scope)
    {
        var (settings, samples) = (encoder.Settings, EncoderRules.SamplesOfStep(encoder, network, transformFactor));
        (_channels, _level, _levels) = (channels, settings["level"], network.Levels);
        _encoder = encoder.Name == EncoderNames.Mel
            ? new MelEncoder(scope, settings, channels, samples, sampleRate)
            : new ConvolutionalEncoder(scope, settings, channels, samples);
    }

    /// <summary>Gets what is measured of a sound for the encoder.</summary>
    public SoundCondition Input => _encoder.Input;

    /// <summary>Gives the condition whose values are the latent, which the encoder makes on an engine.</summary>
    public LatentCondition ConditionOn(TensorEngine engine)
    {
        return new LatentCondition(_encoder.LatentChannels, _encoder.SamplesOfStep, Measure);

        void Measure(ReadOnlySpan<float> sound, int channels, Span<float> latent)
        {
            var samples = sound.Length / channels;
            var values = new float[Input.SizeOf(channels, samples)];
            Input.Measure(sound, channels, values);
            using var input = CreateInput(engine, values, batch: 1, samples);
            using var encoded = _encoder.Forward(engine, input);
            engine.Read(encoded, latent);
        }
    }

    /// <summary>Creates the tensor of what was measured of several sounds, for <see cref="Encode"/>.</summary>
    public Tensor CreateInput(TensorEngine engine, ReadOnlySpan<float> values, int batch, int samples)
    {
        var size = Input.SizeOf(_channels, samples);
        return values.Length == (long)batch * size
            ? engine.CreateTensor(values, new Shape(batch, _encoder.InputChannels, samples / _encoder.SamplesOfInputStep))
            : throw new ArgumentException($"The encoder takes {size} values of each sound; {values.Length} were given for {batch}.");
    }

    /// <summary>Creates the tensor of the latents of several sounds.</summary>
    public Tensor CreateLatent(TensorEngine engine, ReadOnlySpan<float> values, int batch, int samples)
    {
        var shape = new Shape(batch, _encoder.LatentChannels, samples / _encoder.SamplesOfStep);
        return values.Length == shape.ElementCount
            ? engine.CreateTensor(values, shape)
            : throw new ArgumentException($"The latents {shape} have {shape.ElementCount} values; {values.Length} were given.");
    }

    /// <summary>Makes the latents of what was measured.</summary>
    public Tensor Encode(TensorEngine engine, Tensor? heard) => heard is not null
        ? _encoder.Forward(engine, heard)
        : throw new ArgumentException("The network is an autoencoder, and nothing was given for it to hear.");

    /// <summary>Gives the context channels of all levels.</summary>
    public Tensor?[] Context(Tensor latent)
    {
        var context = new Tensor?[_levels];
        context[_level] = latent;
        return context;
    }
}
