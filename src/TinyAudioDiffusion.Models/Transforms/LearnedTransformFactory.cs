using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>
/// Makes <see cref="LearnedTransform"/> from the settings "filters", "window" and "stride". As in the reference, the model's blocks are
/// then encoder (0), decoder (1) and network (2).
/// </summary>
public sealed class LearnedTransformFactory : ITransformFactory
{
    private const int Largest = 4096;

    /// <inheritdoc/>
    public string Name => TransformNames.Learned;

    /// <inheritdoc/>
    public ITransform Create(
        TransformConfiguration configuration, int inChannels, int outChannels, ParameterScope root, out ParameterScope network)
    {
        ArgumentNullException.ThrowIfNull(root);
        var (filters, window, stride) = (
            configuration.Setting("filters", Largest), configuration.Setting("window", Largest), configuration.Setting("stride", Largest));
        if (window < stride || (window - stride) % 2 != 0)
            throw new ModelFormatException(
                "transform", "window", $"a window of {window} samples must be the stride of {stride} or longer by an even number");
        network = root["blocks.2"];
        return new LearnedTransform(filters, window, stride, inChannels, outChannels, root["blocks"]);
    }
}
