using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Lightning;

/// <summary>A Lightning checkpoint and its YAML configuration, as tiny-audio-diffusion publishes its models.</summary>
/// <param name="loader">Builds the network.</param>
public sealed class LightningFormat(ModelLoader loader) : NetworkModelFormat(loader)
{
    /// <inheritdoc/>
    public override string Name => "lightning";

    /// <inheritdoc/>
    public override bool CanRead(ModelFiles files) => LightningModel.CanRead(files);

    /// <inheritdoc/>
    public override OpenedModel Open(ModelFiles files, ModelLoadOptions options) => LightningModel.Open(files, options);
}
