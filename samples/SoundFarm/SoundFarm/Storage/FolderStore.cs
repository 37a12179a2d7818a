using TinyAudioDiffusion.Files;

namespace SoundFarm.Storage;

/// <summary>A folder on a disk that all silos see. Files appear by atomic rename.</summary>
public sealed class FolderStore(string folder) : ISoundStore
{
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        AtomicFile.Write(PathOf(name), stream => stream.Write(content.Span));
        return Task.CompletedTask;
    }

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));
}
