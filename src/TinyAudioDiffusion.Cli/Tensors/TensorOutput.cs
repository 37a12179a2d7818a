using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats.Safetensors;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary>The results of the tensor commands: a file with one tensor, and the time on the error stream.</summary>
internal static class TensorOutput
{
    public static void Write(Terminal terminal, string path, string name, IReadOnlyList<long> shape, float[] values)
    {
        var writer = new SafetensorsWriter();
        writer.Add(name, shape, values);
        writer.Save(path);
        terminal.WriteLine($"{path}  {name} [{string.Join(", ", shape)}]");
    }

    public static void WriteTime(Terminal terminal, TimeSpan elapsed, string work, string engine)
        => terminal.WriteNotice($"{elapsed.TotalSeconds:0.0000} s in the network, {work}, {engine}");
}
