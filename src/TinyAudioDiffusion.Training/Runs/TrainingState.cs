using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Everything that a training needs to go on as if nothing had happened, in one safetensors file: four sets of tensors; in the header the
/// configuration, the counters, the identity of the sounds, and a checksum over all of it. The file appears whole or not at all.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    private const string FormatKey = "format";
    private const string FirstFormat = "TinyAudioDiffusion training 1"; // without a checksum
    private const string Format = "TinyAudioDiffusion training 2";
    private const string ConfigurationKey = "recipe";
    private const string CountersKey = "counters";
    private const string DataKey = "data";
    private const string WeightsPrefix = "weights/";

    private readonly SafetensorsFile _file;

    private TrainingState(SafetensorsFile file, string path)
    {
        _file = file;
        CheckFormat(path);
        try
        {
            Configuration = TrainingConfigurationFile.Parse(
                Encoding.UTF8.GetBytes(Text(ConfigurationKey)), $"{file.DisplayPath} ({ConfigurationKey})");
        }
        catch (TrainingConfigurationException exception)
        {
            throw new ModelFormatException(
                file.DisplayPath, ConfigurationKey, $"holds no training configuration: {exception.Message}", exception);
        }

        Counters = Get(CountersKey, RunJson.Readable.TrainingCounters);
        if (Counters.Impossible() is { } impossible)
            throw new ModelFormatException(file.DisplayPath, CountersKey, $"cannot be right: {impossible}.");
        Data = Get(DataKey, RunJson.Readable.DataSetIdentity);
        if (Data.Count < 1 || Data.SampleRate < 1 || Data.Channels < 1 || Data.Samples < 1)
            throw new ModelFormatException(file.DisplayPath, DataKey, $"cannot be right: {Data}.");
    }

    public TrainingConfiguration Configuration { get; }

    public TrainingCounters Counters { get; }

    public DataSetIdentity Data { get; }

    /// <summary>Opens a training state and checks all of it; its tensors stay in the file.</summary>
    /// <exception cref="ModelFormatException">The file is none, or damaged.</exception>
    public static TrainingState Open(string path)
    {
        var file = SafetensorsFile.Open(ModelFile.OnDisk(path));
        try
        {
            return new TrainingState(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a training state.</summary>
    public static void Save(
        string path, TrainingConfiguration configuration, TrainingCounters counters, DataSetIdentity data, NetworkWeights network,
        ParameterState state)
    {
        var checksum = StateChecksum.Of(Writer(StateChecksum.Zeros).Write);
        Writer(checksum).Save(path);

        SafetensorsWriter Writer(string checksum)
        {
            var writer = new SafetensorsWriter();
            writer.AddMetadata(FormatKey, Format);
            writer.AddMetadata(StateChecksum.Key, checksum);
            writer.AddMetadata(ConfigurationKey, JsonSerializer.Serialize(configuration, TrainingJson.Readable.TrainingConfiguration));
            writer.AddMetadata(CountersKey, JsonSerializer.Serialize(counters, RunJson.Readable.TrainingCounters));
            writer.AddMetadata(DataKey, JsonSerializer.Serialize(data, RunJson.Readable.DataSetIdentity));
            writer.AddAll(network, prefix: WeightsPrefix);
            foreach (var (prefix, values) in Sets(state))
                writer.AddAll(values, prefix: prefix);

            return writer;
        }
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
            values.Fill(set);
        }
    }

    public void Dispose() => _file.Dispose();

    private static (string Prefix, ParameterSet Values)[] Sets(ParameterState state)
        => [("average/", state.Averages), ("mean/", state.Means), ("meanSquare/", state.MeanSquares)];

    private void CheckFormat(string path)
    {
        var format = _file.Metadata.GetValueOrDefault(FormatKey);
        if (format is not (Format or FirstFormat))
            throw new ModelFormatException(
                _file.DisplayPath, FormatKey, $"is no state of a training, or one of another version; this program reads \"{Format}\".");
        if (_file.Metadata.TryGetValue(StateChecksum.Key, out var checksum) ? checksum != StateChecksum.Of(path) : format == Format)
            throw new ModelFormatException(
                _file.DisplayPath, StateChecksum.Key, "does not fit the content: the file has changed since it was written.");
    }

    private string Text(string key)
        => _file.Metadata.GetValueOrDefault(key) ?? throw new ModelFormatException(_file.DisplayPath, key, "is missing.");

    private T Get<T>(string key, JsonTypeInfo<T> type)
    {
        try
        {
            return StrictJson.Deserialize(Encoding.UTF8.GetBytes(Text(key)), type)
                ?? throw new ModelFormatException(_file.DisplayPath, key, "is missing.");
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(_file.DisplayPath, key, "is not what this program writes.", exception);
        }
    }
}
