using System.Text;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Building;

/// <summary>Model files that exist only in memory.</summary>
internal static class InMemory
{
    public const string Path = "memory/model.bin";

    public static ModelFile File(byte[] content, string name = Path)
        => new(System.IO.Path.GetFileName(name), name, () => new MemoryStream(content, writable: false));

    public static ModelFile File(string content, string name) => File(Encoding.UTF8.GetBytes(content), name);

    public static ModelFiles Files(params ModelFile[] files) => new("memory", files);
}
