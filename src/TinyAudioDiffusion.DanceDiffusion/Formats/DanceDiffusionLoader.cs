using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.DanceDiffusion.Networks;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>Makes a model of a configuration and weights, whatever files they came from.</summary>
/// <param name="engine">The engine that will compute.</param>
/// <param name="logger">Receives warnings about unusual files.</param>
internal sealed class DanceDiffusionLoader(TensorEngine engine, ILogger<DanceDiffusionLoader> logger)
{
    /// <summary>Loads the network.</summary>
    /// <param name="configuration">What it is.</param>
    /// <param name="weights">Its weights under the names of diffusers; stays the caller's.</param>
    /// <param name="files">The files, for names and revision.</param>
    /// <param name="settings">How to sample from it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelFormatException">Configuration and weights do not fit each other.</exception>
    public LoadedModel Load(
        DiffusersConfiguration configuration, IWeightFile weights, ModelFiles files, SamplingSettings? settings,
        CancellationToken cancellationToken)
    {
        var network = WaveformUNet.Load(configuration.Network, weights, engine, cancellationToken);
        var info = new DiffusionModelInfo
        {
            Name = files.Location,
            SampleRate = configuration.SampleRate,
            Channels = configuration.Network.Channels,
            NativeLength = configuration.Length,
            LengthMultiple = configuration.Network.LengthMultiple,
            ParameterCount = network.ParameterCount,
        };
        return new LoadedModel(new DanceDiffusionModel(info, network, engine), settings)
        {
            Revision = files.Revision ?? network.Revision,
        };
    }

    /// <summary>Warns of something unusual.</summary>
    public void Warn(string warning) => logger.LogWarning("{Warning}", warning);
}
