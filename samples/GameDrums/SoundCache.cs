using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TinyAudioDiffusion;

namespace GameDrums;

/// <summary>Sounds by id: out of memory, else out of a folder, else made.</summary>
/// <param name="studio">Makes the sounds.</param>
/// <param name="folder">Keeps them from one start to the next.</param>
internal sealed class SoundCache(IDrumStudio studio, string folder)
{
    private readonly ConcurrentDictionary<string, AudioClip> _ready = new(StringComparer.Ordinal);
    private volatile int _loaded;
    private volatile int _made;

    /// <summary>Gets how many sounds came out of the folder.</summary>
    public int Loaded => _loaded;

    /// <summary>Gets how many sounds were made.</summary>
    public int Made => _made;

    /// <summary>Finds a sound; null where it is not ready. Never waits.</summary>
    public AudioClip? Find(string id) => _ready.GetValueOrDefault(id);

    /// <summary>Makes sounds ready one after the other, those in the folder first, until all are or the time is over.</summary>
    /// <returns>Whether all are ready.</returns>
    public async Task<bool> PrepareAsync(IReadOnlyList<string> ids, CancellationToken timeIsOver)
    {
        Directory.CreateDirectory(folder);
        foreach (var id in ids)
        {
            if (Load(id) is { } clip && _ready.TryAdd(id, clip))
                _loaded++;
        }

        foreach (var id in ids.Where(id => !_ready.ContainsKey(id)))
        {
            try
            {
                var clip = await studio.RemakeAsync(SoundId.Parse(id), cancellationToken: timeIsOver);
                clip.Save(PathOf(id), SampleEncoding.Float32);
                _ready[id] = clip;
                _made++;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return true;
    }

    // A file that is damaged, or that holds another sound, is made anew.
    private AudioClip? Load(string id)
    {
        var path = PathOf(id);
        try
        {
            return File.Exists(path) && GenerationRecipe.FindInFile(path) is { } recipe && SoundId.Format(recipe) == id
                ? AudioClip.Load(path)
                : null;
        }
        catch (FileFormatException)
        {
            return null;
        }
    }

    private string PathOf(string id) => Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16]}.wav");
}
