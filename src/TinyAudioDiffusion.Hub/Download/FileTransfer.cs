using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>The download of one file: its facts and its state.</summary>
internal sealed class FileTransfer(HubRepository repository, string path, FileMetadata metadata, TransferMeter meter)
{
    public HubRepository Repository { get; } = repository;

    public string Path { get; } = path;

    public ContentHash Hash { get; } = metadata.Hash;

    public TransferMeter Meter { get; } = meter;

    /// <summary>The address of the bytes. A signed address is renewed when it has expired.</summary>
    public Uri Location { get; set; } = metadata.Location;

    /// <summary>The size; where the Hub did not say it, the download does.</summary>
    public long? Size { get; private set; } = metadata.Size;

    public string Name => $"{Repository.Id}/{Path}";

    /// <summary>Sets the size.</summary>
    /// <returns>False where another size was set before.</returns>
    public bool Learn(long size)
    {
        Size ??= size;
        Meter.Total = Size;
        return Size == size;
    }
}
