using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>The golden values of the reference, copied beside the tests.</summary>
internal static class Fixtures
{
    public static string Torch1 { get; } = PathOf("fixtures/checkpoint/torch1.ckpt");

    public static string Torch2 { get; } = PathOf("fixtures/checkpoint/torch2.ckpt");

    public static string TinyNoise { get; } = PathOf("samples/tiny-noise");

    public static string PathOf(string relative) => Path.Combine(AppContext.BaseDirectory, relative.Replace('/', Path.DirectorySeparatorChar));

    public static SafetensorsFile Open(string path) => SafetensorsFile.Open(ModelFile.OnDisk(path));

    public static float[] Read(string path, string tensor)
    {
        using var file = Open(path);
        return file.ReadSingles(tensor);
    }

    /// <summary>Writes a file with some of another file's tensors under other names.</summary>
    public static string Extract(string source, string target, params (string From, string To)[] tensors)
    {
        using var file = Open(source);
        var writer = new SafetensorsWriter();
        foreach (var (from, to) in tensors)
            writer.Add(to, file.Get(from).Shape, file.ReadSingles(from));
        writer.Save(target);
        return target;
    }
}
