using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>Finds and opens the weights among the files of a model: one safetensors file, or several with an index.</summary>
internal static class SafetensorsFiles
{
    /// <summary>The usual name of the weights.</summary>
    public const string UsualName = "model.safetensors";

    /// <summary>Tells whether a file has a name of weights.</summary>
    public static bool IsNamedSo(ModelFile file) => HasExtension(file, ".safetensors") || IsIndex(file);

    /// <summary>Opens the network's weights under names that start with "net."; their values stay in the files.</summary>
    /// <param name="files">The files of the model.</param>
    /// <param name="weights">Which set, where the file holds both.</param>
    /// <exception cref="ModelFormatException">There is no file, there are several, or one is not what it should be.</exception>
    public static IWeightFile Open(ModelFiles files, WeightSet weights)
    {
        var file = Find(files);
        var opened = IsIndex(file) ? ShardedWeights.Open(file, files) : (IWeightFile)SafetensorsFile.Open(file);
        if (opened.Entries.Any(entry => entry.Name.StartsWith(NetworkNames.Root, StringComparison.Ordinal)))
            return opened;
        var names = NetworkNames.Find([.. opened.Entries.Select(entry => entry.Name)], weights);
        return names.Count == 0 ? opened : new RenamedWeights(opened, names);
    }

    // The named file, else the one of the usual name, else the only one.
    private static ModelFile Find(ModelFiles files)
    {
        if (files.Named is { } named && IsNamedSo(named))
            return named;
        if (files.Find(UsualName) is { } usual)
            return usual;

        var indices = files.Files.Where(IsIndex).ToList();
        return (indices.Count > 0 ? indices : files.Files.Where(IsNamedSo).ToList()) switch
        {
            [var only] => only,
            [] => throw new ModelFormatException(files.Location, UsualName, "is missing: put the weights beside the description."),
            _ => throw new ModelFormatException(
                files.Location, UsualName, "is missing, and there are several other safetensors files: rename the right one."),
        };
    }

    private static bool IsIndex(ModelFile file) => HasExtension(file, ".safetensors.index.json");

    private static bool HasExtension(ModelFile file, string extension) => file.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
