using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>Our own layout: model.json and a safetensors file.</summary>
/// <param name="loader">Builds the network.</param>
public sealed class FolderFormat(ModelLoader loader) : NetworkModelFormat(loader)
{
    /// <inheritdoc/>
    public override string Name => "model-folder";

    /// <inheritdoc/>
    public override bool CanRead(ModelFiles files) => ModelFolder.CanRead(files);

    /// <inheritdoc/>
    public override OpenedModel Open(ModelFiles files, ModelLoadOptions options) => ModelFolder.Open(files, options);
}
