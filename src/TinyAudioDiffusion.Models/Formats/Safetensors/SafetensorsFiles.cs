using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>Finds and opens the safetensors file among the files of a model.</summary>
internal static class SafetensorsFiles
{
    /// <summary>The usual name of the weights.</summary>
    public const string UsualName = "model.safetensors";

    /// <summary>Tells whether a file has a name of safetensors.</summary>
    public static bool IsNamedSo(ModelFile file) => file.Name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens the named file, else the one of the usual name, else the only one.</summary>
    /// <exception cref="ModelFormatException">There is none, there are several, or it is not what it should be.</exception>
    public static IWeightFile Open(ModelFiles files) => SafetensorsFile.Open(Find(files));

    private static ModelFile Find(ModelFiles files)
    {
        if (files.Named is { } named && IsNamedSo(named))
            return named;
        if (files.Find(UsualName) is { } usual)
            return usual;

        return files.Files.Where(IsNamedSo).ToList() switch
        {
            [var only] => only,
            [] => throw new ModelFormatException(files.Location, UsualName, "is missing: put the weights beside the description."),
            _ => throw new ModelFormatException(
                files.Location, UsualName, "is missing, and there are several other safetensors files: rename the right one."),
        };
    }
}
