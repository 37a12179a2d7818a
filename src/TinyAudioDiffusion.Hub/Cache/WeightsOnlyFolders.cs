using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>Where models lie of which only the weights were fetched: owner--name/COMMIT/weights. Not in the shared cache, whose other clients would not know them.</summary>
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
