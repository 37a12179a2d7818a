using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Listing;

/// <summary>The index of a model whose weights are several safetensors files (shards): it says which shard holds which tensor.</summary>
internal static class ShardIndex
{
    private const string Extension = ".safetensors.index.json";
    private const int MaxBytes = 1 << 20;
    private const int MostShards = 1000;

    /// <summary>Tells whether a file is such an index, by its name.</summary>
    public static bool IsIndex(string name) => name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads the names of the shards. An index decides only names beside itself: none leads to another folder or repository.
    /// </summary>
    /// <param name="path">The index on this machine.</param>
    /// <param name="name">The index in words of the Hub, for messages.</param>
    /// <exception cref="HubException">It is no index, or names something else than safetensors files beside it.</exception>
    public static IReadOnlyList<string> Read(string path, string name)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
                throw Bad(name, $"has {stream.Length} bytes; an index has at most {MaxBytes}");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Names(StrictJson.Parse(bytes), name);
        }
        catch (JsonException exception)
        {
            throw Bad(name, "is not valid JSON", exception);
        }
    }

    private static List<string> Names(JsonElement root, string index)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("weight_map", out var map)
            || map.ValueKind is not JsonValueKind.Object)
            throw Bad(index, "has no \"weight_map\", which says where the tensors are");
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tensor in map.EnumerateObject())
        {
            if (tensor.Value.ValueKind is not JsonValueKind.String)
                throw Bad(index, $"names no file for {tensor.Name}");
            names.Add(tensor.Value.GetString()!);
            if (names.Count > MostShards)
                throw Bad(index, $"names more than {MostShards} files");
        }

        foreach (var name in names)
        {
            HubNames.RequireSafe(name, $"file that {index} names");
            if (name.Contains('/', StringComparison.Ordinal) || !name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
                throw new HubException(
                    HubFault.UnsafeName, $"The index {index} names \"{name}\", which is no safetensors file beside it.");
        }

        return [.. names];
    }

    private static HubException Bad(string index, string reason, Exception? cause = null)
        => new(HubFault.NoModel, $"The index {index} {reason}: tell the author of the repository.", cause);
}
