using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The places of a training's sounds on this machine, in a file of their own. The files of a run that people share name sounds and models
/// without the path to them, because a path tells about the machine and means nothing on another one.
/// </summary>
/// <param name="Source">The full path of the folder of sounds; null for computed sounds, and where there are none.</param>
/// <param name="Csv">The full path of the list of sounds; null for none.</param>
/// <param name="From">The full path of the model that the run begins with; null where it is no path.</param>
internal sealed record LocalPlaces(string? Source = null, string? Csv = null, string? From = null)
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
    {
        if (Read(path) is not { } places)
            return configuration;
        if (configuration.Data is { } data && places.Source is { } source && NameOf(source) == NameOf(data.Source))
            configuration = configuration with { Data = data with { Source = source, Csv = places.Csv } };
        return places.From is { } from && NameOf(from) == configuration.From ? configuration with { From = from } : configuration;
    }

    /// <summary>Writes the places of a configuration's data and model; a run without such places has no file.</summary>
    public static void Save(TrainingConfiguration configuration, string path)
    {
        var data = configuration.Data is { } given && IsPlace(given) ? given : null;
        var from = configuration.From is { } model && Path.IsPathRooted(model) ? model : null;
        if (data is null && from is null)
            return;
        var places = new LocalPlaces(
            data is null ? null : Path.GetFullPath(data.Source), data?.Csv is { } csv ? Path.GetFullPath(csv) : null, from);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, places, RunJson.Readable.LocalPlaces));
    }

    private static LocalPlaces? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var places = StrictJson.Deserialize(File.ReadAllBytes(path), RunJson.Readable.LocalPlaces);
            return places is { Source: null, From: null } ? throw new JsonException("No place stands there.") : places;
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
