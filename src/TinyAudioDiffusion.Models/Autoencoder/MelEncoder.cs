using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>
/// Convolutions over the mel spectrogram of each channel, whose bands are channels to it: the encoder that Mousai works with (Schneider et
/// al., "Mousai: Text-to-Music Generation with Long-Context Latent Diffusion", 2023). The phases of a sound never reach the latent.
/// </summary>
internal sealed class MelEncoder : ILatentEncoder
{
    private readonly ConvolutionLayer _in;
    private readonly EncoderStages _stages;

    public MelEncoder(
        ParameterScope scope, IReadOnlyDictionary<string, int> settings, int channels, int samplesOfStep, int sampleRate)
    {
        var mel = new MelCondition(sampleRate, settings["frame"], settings["hop"], settings["bands"]);
        (Input, InputChannels, SamplesOfInputStep) = (new MelInput(mel), channels * mel.Bands, mel.Hop);
        (LatentChannels, SamplesOfStep) = (settings["latent"], samplesOfStep);
        _in = new ConvolutionLayer(scope["in"], settings["channels"], InputChannels, taps: 3);
        _stages = new EncoderStages(scope, settings, EncoderStages.FactorsOf(samplesOfStep / mel.Hop));
    }

    public SoundCondition Input { get; }

    public int InputChannels { get; }

    public int SamplesOfInputStep { get; }

    public int LatentChannels { get; }

    public int SamplesOfStep { get; }

    public Tensor Forward(TensorEngine engine, Tensor input) => _stages.Forward(engine, engine.Convolve(input, _in.Weights));
}
