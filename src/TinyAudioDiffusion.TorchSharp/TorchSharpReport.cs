using System.Reflection;
using TinyAudioDiffusion.TorchSharp.Loading;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp;

/// <summary>Report on libtorch and its devices on this machine.</summary>
/// <param name="Devices">The devices that <see cref="TorchSharpOptions.Device"/> may name; without those that cannot be used.</param>
/// <param name="Problem">Why libtorch cannot be loaded, or cannot be used on the processor; null where it can.</param>
public sealed record TorchSharpReport(IReadOnlyList<string> Devices, string? Problem)
{
    /// <summary>Gets the version of TorchSharp, which its libtorch packages must match.</summary>
    public static string Version { get; } = InformationalVersion()?.Split('+')[0]
        ?? typeof(torch).Assembly.GetName().Version?.ToString(3)
        ?? "of an unknown version";

    /// <summary>Loads libtorch, as an engine would, and lists the devices.</summary>
    /// <returns>The report; the method never throws because something is missing.</returns>
    public static TorchSharpReport Examine()
    {
        IReadOnlyList<string> devices = [];
        try
        {
            TorchLibraries.Load();
            devices = [.. TorchDevices.All()];
            ConvolutionCheck.Require();
            return new(devices, Problem: null);
        }
        catch (EngineUnavailableException exception)
        {
            return new([.. devices.Where(device => device != "cpu")], exception.Message);
        }
    }

    private static string? InformationalVersion()
        => typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
