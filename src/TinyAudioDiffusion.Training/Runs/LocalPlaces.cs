using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The places of a training's sounds on this machine, in a file of their own. The files of a run that people share name sounds and models
/// without the path to them, because a path tells about the machine and means nothing on another one.
/// </summary>
/// <param name="Source">The full path of the folder of sounds.</param>
/// <param name="Csv">The full path of the list of sounds; null for none.</param>
internal sealed record LocalPlaces(string Source, string? Csv = null)
{
    /// <summary>Gives a configuration without paths: the names of folders and files alone.</summary>
    public static TrainingConfiguration Without(TrainingConfiguration configuration) => configuration with
    {
        From = configuration.From is { } from && Path.IsPathRooted(from) ? NameOf(from) : configuration.From,
        Data = configuration.Data is { } data && IsPlace(data)
            ? data with { Source = NameOf(data.Source), Csv = data.Csv is { } csv ? NameOf(csv) : null }
            : configuration.Data,
    };

    /// <summary>Gives a configuration with the places that the file of a run says, where they are those of its data.</summary>
    /// <exception cref="TrainingException">The file is damaged.</exception>
    public static TrainingConfiguration With(TrainingConfiguration configuration, string path)
        => configuration.Data is { } data && Read(path) is { } places && NameOf(places.Source) == NameOf(data.Source)
            ? configuration with { Data = data with { Source = places.Source, Csv = places.Csv } }
            : configuration;

    /// <summary>Writes the places of a configuration's data; of computed sounds there are none.</summary>
    public static void Save(TrainingConfiguration configuration, string path)
    {
        if (configuration.Data is not { } data || !IsPlace(data))
            return;
        var places = new LocalPlaces(Path.GetFullPath(data.Source), data.Csv is { } csv ? Path.GetFullPath(csv) : null);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, places, RunJson.Readable.LocalPlaces));
    }

    private static LocalPlaces? Read(string path)
    {
        try
        {
            return File.Exists(path) ? StrictJson.Deserialize(File.ReadAllBytes(path), RunJson.Readable.LocalPlaces) : null;
        }
        catch (JsonException exception)
        {
            throw new TrainingException(
                $"{path} does not say where the sounds are: delete it, and name the sounds when the training goes on.", exception);
        }
    }

    private static bool IsPlace(DataOptions data) => data.Source.Length > 0 && !DataSource.IsSynthetic(data.Source);

    private static string NameOf(string path)
        => Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : path;
}
