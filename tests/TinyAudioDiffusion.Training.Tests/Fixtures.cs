using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Tests;

/// <summary>The golden values of the reference, copied beside the tests.</summary>
internal static class Fixtures
{
    public static string PathOf(string relative)
        => Path.Combine(AppContext.BaseDirectory, "fixtures", relative.Replace('/', Path.DirectorySeparatorChar));

    public static ModelFile File(string relative) => ModelFile.OnDisk(PathOf(relative));

    public static SafetensorsFile Open(string relative) => SafetensorsFile.Open(File(relative));

    public static SafetensorsFile OpenPath(string path) => SafetensorsFile.Open(ModelFile.OnDisk(path));
}
