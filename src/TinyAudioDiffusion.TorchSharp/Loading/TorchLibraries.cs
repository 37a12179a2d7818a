using System.Runtime.InteropServices;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Loading;

/// <summary>Loads libtorch. Where it cannot, TorchSharp itself prints pages to the console; so the same is tried before it is asked.</summary>
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
                $"libtorch cannot be loaded: the application must reference TorchSharp-cpu, TorchSharp-cuda-windows or TorchSharp-cuda-linux in version {TorchSharpReport.Version}. "
                + $"The system says: {FirstLine(exception.Message)}",
                exception);
        }
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
