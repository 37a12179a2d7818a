using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests;

/// <summary>A training that is over in moments: a network of a few thousand weights and sounds of 32 samples.</summary>
internal static class TinyTraining
{
    public static readonly Registry<ITransformFactory> Transforms
        = new("transform", [new RawTransform(), new PatchingTransformFactory(), new LearnedTransformFactory()]);

    public static ModelDescription Model { get; } = new()
    {
        Network = new UNetConfiguration
        {
            InChannels = 1,
            Channels = [4, 8],
            Factors = [1, 2],
            Items = [1, 1],
            Attentions = [0, 1],
            AttentionHeads = 2,
            AttentionFeatures = 4,
            ResnetGroups = 4,
            ModulationFeatures = 8,
        },
        Audio = new AudioShape(8000, 1, 32),
    };

    public static TrainingConfiguration Configuration { get; } = new()
    {
        Model = Model,
        Seed = 7,
        Batch = 2,
        Steps = 12,
        Rate = new() { Peak = 1e-2 },
        Validation = new() { Interval = 4, Clips = 3 },
        Samples = new() { Interval = 6, Count = 2, Steps = 2 },
        LogInterval = 1,
        SaveInterval = 3,
        Threads = 1,
    };

    public static ITrainingData Data { get; } = new SineData(count: 5);
}
