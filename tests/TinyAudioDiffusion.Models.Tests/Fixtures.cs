using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests;

/// <summary>The golden values of the reference, copied beside the tests.</summary>
internal static class Fixtures
{
    private static readonly string _root = Path.Combine(AppContext.BaseDirectory, "fixtures");

    public static string PathOf(string relative) => Path.Combine(_root, relative.Replace('/', Path.DirectorySeparatorChar));

    public static ModelFile File(string relative) => ModelFile.OnDisk(PathOf(relative));

    public static byte[] Bytes(string relative) => System.IO.File.ReadAllBytes(PathOf(relative));

    /// <summary>All files of a folder, as a source would hand them over.</summary>
    public static ModelFiles Folder(string relative, params string[] names)
    {
        var paths = Directory.GetFiles(PathOf(relative))
            .Where(path => names.Length == 0 || names.Contains(Path.GetFileName(path), StringComparer.Ordinal));
        return new ModelFiles(PathOf(relative), [.. paths.Order(StringComparer.Ordinal).Select(ModelFile.OnDisk)]);
    }
}
