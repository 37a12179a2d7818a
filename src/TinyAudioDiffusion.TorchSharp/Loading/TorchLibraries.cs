using System.Runtime.InteropServices;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Loading;

/// <summary>
/// Loads libtorch. If TorchSharp itself cannot load it, it prints pages to the console; so this class tries the same first.
/// </summary>
internal static class TorchLibraries
{
    public static void Load()
    {
        var assembly = typeof(torch).Assembly;
        _ = NativeLibrary.TryLoad("torch_cpu", assembly, searchPath: null, out _);
        try
        {
            _ = NativeLibrary.Load("LibTorchSharp", assembly, searchPath: null);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new EngineUnavailableException(
                $"libtorch cannot be loaded: the application must reference TorchSharp-cpu, TorchSharp-cuda-windows or "
                    + $"TorchSharp-cuda-linux "
                + $"in version {TorchSharpReport.Version}. "
                + $"The system says: {Cause(exception.Message)}",
                exception);
        }
    }

    // The runtime lists every place where it looked; the interesting one is where it found something.
    private static string Cause(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Skip(1).FirstOrDefault(line => !line.Contains("No such file", StringComparison.Ordinal)) ?? lines[0];
    }
}
