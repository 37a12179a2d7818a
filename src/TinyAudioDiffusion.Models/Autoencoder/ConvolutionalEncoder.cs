using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>Strided convolutions over the waveform.</summary>
internal sealed class ConvolutionalEncoder : ILatentEncoder
{
    private readonly ConvolutionLayer _in;
    private readonly EncoderStages _stages;

    public ConvolutionalEncoder(ParameterScope scope, IReadOnlyDictionary<string, int> settings, int channels, int samplesOfStep)
    {
        var factors = EncoderStages.FactorsOf(samplesOfStep);
        (InputChannels, LatentChannels, SamplesOfStep) = (channels, settings["latent"], samplesOfStep);
        _in = new ConvolutionLayer(scope["in"], settings["channels"], channels, factors[0]);
        _stages = new EncoderStages(scope, settings, [.. factors.Skip(1)]);
    }

    public SoundCondition Input { get; } = new WaveformInput();

    public int InputChannels { get; }

    public int SamplesOfInputStep => 1;

    public int LatentChannels { get; }

    public int SamplesOfStep { get; }

    public Tensor Forward(TensorEngine engine, Tensor input) => _stages.Forward(engine, engine.Downsample(input, _in.Weights));
}
