using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>
/// Makes <see cref="PatchingTransform"/> from the setting "patch". It has no parameters, so the network's names do not shift.
/// </summary>
public sealed class PatchingTransformFactory : ITransformFactory
{
    private const int LargestPatch = 4096;

    /// <inheritdoc/>
    public string Name => TransformNames.Patching;

    /// <inheritdoc/>
    public ITransform Create(
        TransformConfiguration configuration, int inChannels, int outChannels, ParameterScope root, out ParameterScope network)
    {
        network = root;
        return new PatchingTransform(configuration.Setting("patch", LargestPatch));
    }
}
