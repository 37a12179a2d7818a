namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>
/// Walks over a folder of the cache. Links to files count as files, because snapshots consist of them. Links to folders are not followed:
/// the cache has none of its own, and one that leads up would never end.
/// </summary>
internal static class FolderWalk
{
    /// <summary>Lists all files of a folder and of the folders below it.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        var left = new Stack<string>([folder]);
        while (left.TryPop(out var current))
        {
            foreach (var file in Directory.EnumerateFiles(current))
                yield return file;
            foreach (var below in Directory.EnumerateDirectories(current))
            {
                if (new DirectoryInfo(below).LinkTarget is null)
                    left.Push(below);
                else if (!Directory.Exists(below))
                    yield return below; // a link to nothing is no folder
            }
        }
    }
}
