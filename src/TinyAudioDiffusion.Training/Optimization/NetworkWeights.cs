using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The weights of a network in training, where the engine keeps them: a second copy in host memory, for the optimiser, would be a fifth of all the numbers of a training.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="engine">The engine that it is or will be loaded into.</param>
internal sealed class NetworkWeights(DiffusionNetwork network, TensorEngine engine) : ParameterFile(network.Parameters, "the network in training"), IWeightStore
{
    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many.</exception>
    public void Load(IWeightFile file) => network.Load(engine, file);

    /// <summary>Holds a file's tensors against the parameters.</summary>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many.</exception>
    public void RequireMatch(IWeightFile file) => network.RequireMatch(file);

    public override void Read(int parameter, Span<float> destination) => network.Read(engine, parameter, destination);

    public void Update(int parameter, ReadOnlySpan<float> values) => network.Update(engine, parameter, values);
}
