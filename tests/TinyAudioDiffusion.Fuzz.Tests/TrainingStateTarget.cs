using System.Text;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>The state from which a training goes on. Its checksum is made right, so that what stands behind it is read as well.</summary>
internal static class TrainingStateTarget
{
    private const string Name = "training-state";

    public static FuzzTarget Create(IReadOnlyList<string> words)
    {
        var description = new ModelDescription
        {
            Network = new UNetConfiguration
            {
                InChannels = 1,
                Channels = [2],
                Factors = [1],
                Items = [1],
                Attentions = [0],
                ResnetGroups = 1,
                ModulationFeatures = 4,
            },
            Audio = new AudioShape(8000, 1, 16),
        };
        var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        var network = new DiffusionNetwork(description, new("transform", [new RawTransform()]));
        var weights = new NetworkWeights(network, engine);
        weights.Load(new SeededInitialization(network.Parameters, 1));
        var state = new ParameterState(engine, network.Parameters);
        var path = Path.Combine(Directory.CreateTempSubdirectory("tad-fuzz-").FullName, Name);
        TrainingState.Save(
            path, new TrainingConfiguration { Model = description, Steps = 3, Batch = 1 },
            TrainingCounters.None with { Step = 2, OptimizerStep = 2, AverageCalls = 2, SmoothedLoss = 0.5 },
            DataSetIdentity.Of(new NoiseData(description.Audio, []), null), weights, state);
        var other = new ParameterState(engine, network.Parameters);
        return new FuzzTarget(Name, [File.ReadAllBytes(path)], bytes =>
        {
            File.WriteAllBytes(path, bytes);
            MakeChecksumRight(path, bytes);
            using var saved = TrainingState.Open(path);
            var loaded = new DiffusionNetwork(description, new("transform", [new RawTransform()]));
            using (loaded)
                saved.Read(new NetworkWeights(loaded, engine), other);
        }, ["weights/", "average/", "meanSquare/", "counters", "checksum", "F32", "data_offsets", "shape", .. words]);
    }

    private static void MakeChecksumRight(string path, byte[] bytes)
    {
        var key = Encoding.ASCII.GetBytes($"\"{StateChecksum.Key}\":\"");
        var place = bytes.AsSpan().IndexOf(key) + key.Length;
        if (place < key.Length || place + StateChecksum.Zeros.Length > bytes.Length || bytes.Length < 8
            || StateChecksum.Of(path) is not { } checksum)
            return;
        Encoding.ASCII.GetBytes(checksum).CopyTo(bytes.AsSpan(place));
        File.WriteAllBytes(path, bytes);
    }
}
