using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.NAudio;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Doctor;

/// <summary>The document of <c>tad doctor --json</c>: what sounds are made with on this machine, and what is missing.</summary>
internal sealed record SystemReport(
    string Program,
    string Runtime,
    string Os,
    string Processor,
    IReadOnlyList<EngineReport> Engines,
    string BuiltInModel,
    long? BuiltInModelBytes,
    string CacheFolder,
    int CachedModels,
    IReadOnlyList<string> SoundDevices,
    double? SecondsToASound,
    string? Problem)
{
    public static SystemReport Of(EngineCatalog engines, IModelZoo zoo, HuggingFaceCache cache, IAudioPlayer player, TrialSound trial)
    {
        var drums = zoo.Cards.First(card => card.Id == BuiltInModels.Drums.Id);
        return new(
            ProgramVersion.Name,
            Machine.Runtime(),
            Machine.OperatingSystem(),
            Machine.Processor() ?? "unknown",
            [.. engines.Examine()],
            drums.Id,
            drums.SizeInBytes,
            cache.Folder,
            cache.List().Count,
            Devices(player),
            trial.Seconds,
            trial.Problem);
    }

    // A machine without a device, or whose devices cannot be listed, makes sounds all the same.
    private static IReadOnlyList<string> Devices(IAudioPlayer player)
    {
        try
        {
            return [.. player.GetDevices().Select(device => device.Name)];
        }
        catch (AudioDeviceException)
        {
            return [];
        }
    }
}
