using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Benchmarks.Peers;

/// <summary>Our network on an engine: ours, or libtorch.</summary>
internal sealed class EnginePeer : IPeer
{
    private readonly TensorEngine _engine;
    private readonly NetworkDiffusionModel _model;
    private readonly float[] _noisy;
    private readonly float[] _noiseLevel;

    /// <summary>Loads the network.</summary>
    /// <param name="name">What the table calls the engine.</param>
    /// <param name="engine">The engine; disposed with this.</param>
    /// <param name="opened">The network's weights.</param>
    /// <param name="transforms">The transforms by name.</param>
    /// <param name="noisy">The input.</param>
    /// <param name="noiseLevel">Its noise level.</param>
    public EnginePeer(
        string name, TensorEngine engine, OpenedModel opened, Registry<ITransformFactory> transforms, float[] noisy, float[] noiseLevel)
    {
        (Name, _engine, _noisy, _noiseLevel) = (name, engine, noisy, noiseLevel);
        var network = new DiffusionNetwork(opened.Description, transforms);
        network.Load(_engine, opened.Weights);
        var audio = opened.Description.Audio;
        var info = new DiffusionModelInfo
        {
            Name = "published network",
            SampleRate = audio.SampleRate,
            Channels = audio.Channels,
            NativeLength = audio.Length,
            LengthMultiple = network.LengthMultiple,
        };
        _model = new NetworkDiffusionModel(info, network, _engine);
    }

    public string Name { get; }

    public void Run(float[] velocity)
        => _model.PredictVelocity(
            new VelocityRequest { Noisy = _noisy, NoiseLevels = _noiseLevel, Samples = _model.Info.NativeLength }, velocity);

    public void Dispose()
    {
        _model.Dispose();
        _engine.Dispose();
    }
}
