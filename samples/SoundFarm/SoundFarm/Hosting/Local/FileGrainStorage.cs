using Orleans.Storage;

namespace SoundFarm.Hosting.Local;

/// <summary>The states of grains as files: <c>state/shard/night-1%2F0007.progress.json</c>.</summary>
internal sealed class FileGrainStorage(string folder, IGrainStorageSerializer serializer) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = await FileOf(stateName, grainId).ReadAsync();
        grainState.RecordExists = stored.Content is not null;
        grainState.ETag = stored.Version;
        grainState.State = stored.Content is null
            ? Activator.CreateInstance<T>()
            : serializer.Deserialize<T>(new BinaryData(stored.Content));
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await SetAsync(stateName, grainId, grainState, serializer.Serialize(grainState.State).ToArray());
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await SetAsync(stateName, grainId, grainState, null);
        grainState.RecordExists = false;
    }

    private async Task SetAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? content)
        => grainState.ETag = await FileOf(stateName, grainId).ExchangeAsync(stored =>
        {
            if (stored.Version != grainState.ETag)
                throw new InconsistentStateException("Another activation wrote the state.", stored.Version ?? "", grainState.ETag ?? "");
            (stored.Version, stored.Content) = (Guid.NewGuid().ToString("N"), content);
            return (stored.Version, true);
        });

    private LockedFile<Stored> FileOf(string stateName, GrainId grainId) => new(Path.Combine(
        folder, grainId.Type.ToString()!, $"{Uri.EscapeDataString(grainId.Key.ToString()!)}.{stateName}.json"));

    private sealed class Stored
    {
        public string? Version { get; set; }

        public byte[]? Content { get; set; }
    }
}
