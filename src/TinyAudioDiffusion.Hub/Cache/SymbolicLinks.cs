using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>Finds out, once for each cache, whether symbolic links work there: not on FAT, and on Windows only in developer mode.</summary>
internal sealed class SymbolicLinks(IOptions<HuggingFaceHubOptions> options)
{
    private readonly ConcurrentDictionary<string, bool> _works = new(StringComparer.Ordinal);

    public bool WorkIn(string cacheFolder) => !options.Value.DisableSymlinks && _works.GetOrAdd(cacheFolder, Try);

    private static bool Try(string cacheFolder)
    {
        var folder = Path.Combine(cacheFolder, $".link-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            var target = Path.Combine(folder, "target");
            File.WriteAllBytes(target, []);
            return File.CreateSymbolicLink(Path.Combine(folder, "link"), "target").Exists;
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            return false;
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
