using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Opens a model's files without loading the weights.</summary>
/// <param name="sources">Get the files.</param>
/// <param name="formats">Read the files.</param>
/// <param name="notices">Told of downloads.</param>
internal sealed class ModelOpener(Registry<IModelSource> sources, Registry<IModelFormat> formats, FetchNotices notices)
{
    /// <summary>Gets the files of a model.</summary>
    /// <exception cref="ModelNotFoundException">No source knows the location.</exception>
    public Task<ModelFiles> FetchAsync(string location, ModelLoadOptions options, CancellationToken cancellationToken)
    {
        var source = sources.Items.FirstOrDefault(source => source.Knows(location))
            ?? throw new ModelNotFoundException($"There is no file or folder \"{location}\".");
        return source.FetchAsync(location, options, new DirectProgress<ModelFetchProgress>(notices.Tell), cancellationToken);
    }

    /// <summary>Finds the format that reads the files; null where none does.</summary>
    public NetworkModelFormat? FormatOf(ModelFiles files) => formats.Items.FirstOrDefault(format => format.CanRead(files)) as NetworkModelFormat;

    /// <summary>Reads the description and opens the weights.</summary>
    /// <exception cref="ModelFormatException">No format reads the files, or one of them is not what it should be.</exception>
    public OpenedModel Open(ModelFiles files, ModelLoadOptions options)
        => FormatOf(files)?.Open(files, options) ?? throw new ModelFormatException(
            files.Location, null,
            "is no model: it needs a model.json or a config.json beside a model.safetensors, or a .ckpt with its YAML.");

    /// <summary>Gets the files and opens the model.</summary>
    /// <exception cref="ModelNotFoundException">No source knows the location.</exception>
    /// <exception cref="ModelFormatException">No format reads the files, or one of them is not what it should be.</exception>
    public async Task<OpenedModel> OpenAsync(string location, ModelLoadOptions options, CancellationToken cancellationToken)
        => Open(await FetchAsync(location, options, cancellationToken), options);
}
