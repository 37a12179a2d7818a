using System.Text;
using System.Text.Json;

namespace SoundFarm.Jobs;

/// <summary>The part of a manifest that one shard writes: <c>jobs/NAME/manifest/0007.jsonl</c>, a line for each finished sound.</summary>
public static class ManifestPage
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>Names a page in the store.</summary>
    public static string PathOf(string job, int shard) => $"jobs/{job}/manifest/{shard:0000}.jsonl";

    /// <summary>Writes a page.</summary>
    public static byte[] Write(IEnumerable<ManifestEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries.OrderBy(entry => entry.Index))
            text.Append(JsonSerializer.Serialize(entry, _json)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads a page.</summary>
    public static IEnumerable<ManifestEntry> Read(byte[] page)
        => Encoding.UTF8.GetString(page).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<ManifestEntry>(line, _json) ?? throw new FormatException("An empty line."));
}
