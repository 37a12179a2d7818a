using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Everything that a training needs to go on as if nothing had happened, in one safetensors file: four sets of tensors, and in the header the configuration, the counters and what the
/// sounds were. The file appears whole or not at all.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    private const string FormatKey = "format";
    private const string Format = "TinyAudioDiffusion training 1";
    private const string ConfigurationKey = "recipe";
    private const string CountersKey = "counters";
    private const string DataKey = "data";
    private const string WeightsPrefix = "weights/";

    private readonly SafetensorsFile _file;

    private TrainingState(SafetensorsFile file)
    {
        _file = file;
        if (file.Metadata.GetValueOrDefault(FormatKey) != Format)
            throw new ModelFormatException(file.DisplayPath, FormatKey, $"is no state of a training, or one of another version; this program reads \"{Format}\".");
        Configuration = TrainingConfigurationFile.Parse(Encoding.UTF8.GetBytes(file.Metadata.GetValueOrDefault(ConfigurationKey, "")), $"{file.DisplayPath} ({ConfigurationKey})");
        Counters = Get(CountersKey, TrainingJson.Readable.TrainingCounters);
        Data = Get(DataKey, TrainingJson.Readable.DataSummary);
    }

    public TrainingConfiguration Configuration { get; }

    public TrainingCounters Counters { get; }

    public DataSummary Data { get; }

    /// <summary>Opens a training state; its tensors stay in the file.</summary>
    /// <exception cref="ModelFormatException">It is none, or damaged.</exception>
    public static TrainingState Open(string path)
    {
        var file = SafetensorsFile.Open(ModelFile.OnDisk(path));
        try
        {
            return new TrainingState(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a training state.</summary>
    public static void Save(
        string path, TrainingConfiguration configuration, TrainingCounters counters, DataSummary data, NetworkWeights network, ParameterState state)
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata(FormatKey, Format);
        writer.AddMetadata(ConfigurationKey, JsonSerializer.Serialize(configuration, TrainingJson.Readable.TrainingConfiguration));
        writer.AddMetadata(CountersKey, JsonSerializer.Serialize(counters, TrainingJson.Readable.TrainingCounters));
        writer.AddMetadata(DataKey, JsonSerializer.Serialize(data, TrainingJson.Readable.DataSummary));
        writer.AddAll(network, prefix: WeightsPrefix);
        foreach (var (prefix, values) in Sets(state))
        {
            for (var i = 0; i < values.Length; i++)
                writer.Add(prefix + network.Entries[i].Name, network.Entries[i].Shape, values[i]);
        }

        writer.Save(path);
    }

    /// <summary>Reads all numbers and loads the network, after checking of each set that all is there and has the right shape.</summary>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many.</exception>
    public void Read(NetworkWeights network, ParameterState state)
    {
        network.Load(_file.WithPrefix(WeightsPrefix));
        foreach (var (prefix, values) in Sets(state))
        {
            var set = _file.WithPrefix(prefix);
            network.RequireMatch(set);
            for (var i = 0; i < values.Length; i++)
                set.Read(network.Entries[i].Name, values[i]);
        }
    }

    public void Dispose() => _file.Dispose();

    private static (string Prefix, float[][] Values)[] Sets(ParameterState state)
        => [("average/", state.Averages), ("mean/", state.Means), ("meanSquare/", state.MeanSquares)];

    private T Get<T>(string key, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(_file.Metadata.GetValueOrDefault(key, "null"), type)
                ?? throw new ModelFormatException(_file.DisplayPath, key, "is missing: the training state is damaged.");
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(_file.DisplayPath, key, "is not what this program writes: the training state is damaged, or of another version.", exception);
        }
    }
}
