using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The reference's constructor arguments in config.json, and a safetensors file.</summary>
/// <param name="loader">Builds the network.</param>
public sealed class ReferenceFormat(ModelLoader loader) : NetworkModelFormat(loader)
{
    /// <inheritdoc/>
    public override string Name => "reference";

    /// <inheritdoc/>
    public override bool CanRead(ModelFiles files) => ReferenceFolder.CanRead(files);

    /// <inheritdoc/>
    public override OpenedModel Open(ModelFiles files, ModelLoadOptions options) => ReferenceFolder.Open(files, options);
}
