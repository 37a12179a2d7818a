using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Benchmarks.Peers;

/// <summary>Our engine.</summary>
internal sealed class EnginePeer : IPeer
{
    private readonly ManagedEngine _engine;
    private readonly NetworkDiffusionModel _model;
    private readonly float[] _noisy;
    private readonly float[] _noiseLevel;

    public EnginePeer(OpenedModel opened, Registry<ITransformFactory> transforms, int threads, float[] noisy, float[] noiseLevel)
    {
        (_noisy, _noiseLevel) = (noisy, noiseLevel);
        _engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
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

    public string Name => $"TinyAudioDiffusion, {_engine.Width}";

    public void Run(float[] velocity)
        => _model.PredictVelocity(
            new VelocityRequest { Noisy = _noisy, NoiseLevels = _noiseLevel, Samples = _model.Info.NativeLength }, velocity);

    public void Dispose()
    {
        _model.Dispose();
        _engine.Dispose();
    }
}
