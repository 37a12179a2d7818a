using System.Text.Json;
using TinyAudioDiffusion.Files;

namespace SoundFarm.Hosting.Local;

/// <summary>
/// A JSON document that several processes of one machine read and change. The lock is a file beside it, which the operating system frees
/// when its process dies; the document itself is replaced by atomic rename.
/// </summary>
/// <typeparam name="T">The document; a new one is empty.</typeparam>
internal sealed class LockedFile<T>(string path)
    where T : new()
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public async Task<T> ReadAsync() => await ExchangeAsync(document => (document, false));

    /// <summary>Reads the document, lets a function change it, and writes it back where the function says so.</summary>
    public async Task<TResult> ExchangeAsync<TResult>(Func<T, (TResult Result, bool Write)> change)
    {
        using var held = await LockAsync();
        var document = File.Exists(path) ? JsonSerializer.Deserialize<T>(await File.ReadAllBytesAsync(path))! : new T();
        var (result, write) = change(document);
        if (write)
            AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, document));
        return result;
    }

    private async Task<FileStream> LockAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(start) < _patience)
            {
                await Task.Delay(Random.Shared.Next(2, 12));
            }
        }
    }
}
