using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>Weights in several safetensors files, with an index that says which tensor is where, as large models are published.</summary>
internal sealed class ShardedWeights : IWeightFile
{
    private const int MostShards = 1000;

    private readonly Dictionary<string, IWeightFile> _shardOf = new(StringComparer.Ordinal);
    private readonly List<SafetensorsFile> _shards = [];

    private ShardedWeights(string displayPath) => DisplayPath = displayPath;

    public string DisplayPath { get; }

    public IReadOnlyList<WeightEntry> Entries { get; private set; } = [];

    /// <summary>Opens all files that the index names. They must lie beside it.</summary>
    /// <exception cref="ModelFormatException">The index is damaged, a file is missing, or a tensor is not where the index says.</exception>
    public static ShardedWeights Open(ModelFile index, ModelFiles files)
    {
        var weights = new ShardedWeights(index.DisplayPath);
        try
        {
            weights.Read(index, files);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public WeightEntry? Find(string name) => _shardOf.TryGetValue(name, out var shard) ? shard.Find(name) : null;

    public void Read(string name, Span<float> destination) => ShardOf(name).Read(name, destination);

    public void Read(string name, Span<long> destination) => ShardOf(name).Read(name, destination);

    public void Dispose() => _shards.ForEach(shard => shard.Dispose());

    private void Read(ModelFile index, ModelFiles files)
    {
        var root = JsonTree.Read(index);
        var map = root.Map("weight_map");
        var opened = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        foreach (var tensor in map.Keys)
        {
            var name = map.Text(tensor);
            if (!opened.TryGetValue(name, out var shard))
            {
                if (opened.Count == MostShards)
                    throw map.Bad(tensor, $"is in one file too many: at most {MostShards} are read.");
                // Names are compared with those of the folder, so that none leads elsewhere.
                var file = files.Find(name)
                    ?? throw map.Bad(tensor, $"should be in \"{name}\", which is not beside the index: get all parts of the model.");
                _shards.Add(shard = SafetensorsFile.Open(file));
                opened.Add(name, shard);
            }

            if (shard.Find(tensor) is null)
                throw map.Bad(tensor, $"should be in \"{name}\", which has no such tensor: get the files again.");
            _shardOf.Add(tensor, shard);
        }

        Entries = [.. map.Keys.Select(name => _shardOf[name].Find(name)!)];
    }

    private IWeightFile ShardOf(string name)
        => _shardOf.TryGetValue(name, out var shard) ? shard : throw new ModelFormatException(DisplayPath, name, "the tensor is missing.");
}
