using System.Reflection;
using TinyAudioDiffusion.TorchSharp.Loading;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp;

/// <summary>Report on libtorch and its devices on this machine.</summary>
/// <param name="Devices">The devices that <see cref="TorchSharpOptions.Device"/> may name; empty where libtorch cannot be loaded.</param>
/// <param name="Problem">Why libtorch cannot be loaded; null where it can.</param>
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
        try
        {
            TorchLibraries.Load();
            return new([.. TorchDevices.All()], Problem: null);
        }
        catch (EngineUnavailableException exception)
        {
            return new([], exception.Message);
        }
    }

    private static string? InformationalVersion()
        => typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
