using System.Runtime.CompilerServices;
using System.Text.Json;
using SoundFarm.Storage;

namespace SoundFarm.Jobs;

/// <summary>The manifest of a job as the store has it. It needs no cluster: the store alone tells what was made.</summary>
public sealed class StoredManifest(ISoundStore store)
{
    /// <summary>Reads what the store tells of a job; null where it knows none of this name.</summary>
    public async Task<StoredJob?> FindJobAsync(string name, CancellationToken cancellationToken = default)
        => await store.ReadAsync(StoredJob.PathOf(name), cancellationToken) is { } document
            ? JsonSerializer.Deserialize<StoredJob>(document, JsonSerializerOptions.Web)
            : null;

    /// <summary>Reads all lines of the manifest.</summary>
    public async IAsyncEnumerable<ManifestEntry> ReadAsync(
        StoredJob job, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var shard = 0; shard < job.Shards; shard++)
        {
            if (await store.ReadAsync(ManifestPage.PathOf(job.Name, shard), cancellationToken) is not { } page)
                continue;
            foreach (var entry in ManifestPage.Read(page))
                yield return entry;
        }
    }
}
