using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>
/// The folders of models of which only the weights were downloaded: owner--name/COMMIT/weights. They are not in the shared cache, because
/// its other clients do not know them.
/// </summary>
internal static class WeightsOnlyFolders
{
    public static string FolderOf(HuggingFaceHubOptions options, HubRepository repository, string commit, WeightSet weights)
    {
        var set = weights == WeightSet.Ema ? "ema" : "online";
        var file = repository.File is null ? "" : "-" + repository.File.Replace("/", "--", StringComparison.Ordinal);
        return Path.Combine(FolderOf(options, repository.Id), commit, set + file);
    }

    public static string FolderOf(HuggingFaceHubOptions options, string id)
        => Path.Combine(Path.GetFullPath(options.WeightsOnlyFolder), id.Replace("/", "--", StringComparison.Ordinal));

    public static string? RepositoryOf(string folderName)
        => folderName.Split("--") is [{ Length: > 0 } owner, { Length: > 0 } name] ? $"{owner}/{name}" : null;
}
