using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>Makes the transform that a model's files name. A plug-in registers its own under its own name.</summary>
/// <remarks>Safe to use from several threads at once.</remarks>
public interface ITransformFactory : INamed
{
    /// <summary>Declares the transform's parameters, if it has any.</summary>
    /// <param name="configuration">The transform's numbers.</param>
    /// <param name="inChannels">The number of audio channels that go in.</param>
    /// <param name="outChannels">The number of audio channels that come out.</param>
    /// <param name="root">The root of the model's parameters.</param>
    /// <param name="network">Where the parameters of the network itself stand, below or at the root.</param>
    /// <returns>The transform.</returns>
    /// <exception cref="ModelFormatException">A number is missing or out of range.</exception>
    ITransform Create(
        TransformConfiguration configuration, int inChannels, int outChannels, ParameterScope root, out ParameterScope network);
}
