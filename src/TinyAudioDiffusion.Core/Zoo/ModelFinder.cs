namespace TinyAudioDiffusion.Zoo;

/// <summary>Decides which source gets a model's files and which format reads them. Nothing else decides that.</summary>
/// <param name="sources">The sources, which get files.</param>
/// <param name="formats">The formats, which read files.</param>
/// <remarks>Safe to use from several threads at once.</remarks>
public sealed class ModelFinder(Registry<IModelSource> sources, Registry<IModelFormat> formats)
{
    private const int MostNames = 8;

    /// <summary>Tells whether a source knows a location. Makes no request and opens no file.</summary>
    /// <param name="location">A path, a repository name with a revision, a resource name.</param>
    /// <returns>Whether <see cref="FetchAsync"/> would know where to look.</returns>
    public bool Knows(string location) => SourceOf(location) is not null;

    /// <summary>Finds a model that is complete in the cache of a source. Makes no request and opens no path.</summary>
    /// <param name="location">The name of the model.</param>
    /// <param name="revision">The revision that is wanted; null for any.</param>
    /// <param name="options">How the files will be read.</param>
    /// <returns>The location of exactly that model; null where there is none.</returns>
    public string? FindAtHand(string location, string? revision, ModelLoadOptions options)
        => sources.Items.Select(source => source.FindAtHand(location, revision, options)).FirstOrDefault(found => found is not null);

    /// <summary>Describes what a fetch would do, for a message that asks for permission. Makes no request and opens no path.</summary>
    /// <param name="location">The location that a file names.</param>
    /// <returns>A clause; null where no source says anything.</returns>
    public string? DescribeFetch(string location)
        => sources.Items.Select(source => source.DescribeFetch(location)).FirstOrDefault(clause => clause is not null);

    /// <summary>Gets the files of a model from the last registered source that knows the location.</summary>
    /// <param name="location">The location.</param>
    /// <param name="options">How the files will be read.</param>
    /// <param name="progress">Receives reports of a fetch that takes time; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files.</returns>
    /// <exception cref="ModelNotFoundException">No source knows the location, or there is nothing.</exception>
    public Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var source = SourceOf(location) ?? throw new ModelNotFoundException($"There is no model \"{location}\": {NothingThere}.");
        return source.FetchAsync(location, options, progress, cancellationToken);
    }

    /// <summary>Finds the format that files fit best; of several the last registered one.</summary>
    /// <param name="files">The files.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ModelFormatException">The files fit no format.</exception>
    public IModelFormat FormatOf(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var (best, bestFit) = ((IModelFormat?)null, FormatFit.None);
        foreach (var format in formats.Items)
        {
            if (format.Probe(files) is var fit && fit > bestFit)
                (best, bestFit) = (format, fit);
        }

        return best ?? throw new ModelFormatException(files.Location, null, files.Files.Count == 0
            ? "holds no files, so there is no model."
            : $"is no model that a format reads ({NamesOf(files)}); known formats are {string.Join(", ", formats.Names)}.");
    }

    /// <summary>Gets the clause that says who was asked in vain.</summary>
    internal string NothingThere => $"no model source ({string.Join(", ", sources.Names)}) finds a file, a folder or anything else there";

    private IModelSource? SourceOf(string location) => sources.Items.FirstOrDefault(source => source.Knows(location));

    private static string NamesOf(ModelFiles files)
        => string.Join(", ", files.Files.Take(MostNames).Select(file => file.Name)) + (files.Files.Count > MostNames ? ", ..." : "");
}
