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
                $"libtorch cannot be loaded: {Advice(TorchSharpReport.Version, OperatingSystem.IsWindows())} "
                + $"The system says: {Cause(exception.Message)}",
                exception);
        }
    }

    /// <summary>Says what to do where libtorch cannot be loaded; names the fault of TorchSharp that is known for the version.</summary>
    /// <param name="version">The version of TorchSharp.</param>
    /// <param name="isWindows">Whether this is Windows.</param>
    internal static string Advice(string version, bool isWindows)
        => isWindows && version.StartsWith("0.107.", StringComparison.Ordinal)
            ? $"TorchSharp {version} is known not to load on Windows (dotnet/TorchSharp issue 1567: its native half was built against "
                + "another libtorch 2.10 than its packages bring). Take version 0.105.2 of TorchSharp, and of TorchSharp-cpu or "
                + "TorchSharp-cuda-windows."
            : "the application must reference TorchSharp-cpu, TorchSharp-cuda-windows or TorchSharp-cuda-linux in version "
                + $"{version}.";

    // The runtime lists every place where it looked; the interesting one is where it found something.
    private static string Cause(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Skip(1).FirstOrDefault(line => !line.Contains("No such file", StringComparison.Ordinal)) ?? lines[0];
    }
}
