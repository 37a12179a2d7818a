using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The weights of a network in training. The network's own are the only ones: a second copy for the optimiser would be a fifth of all the
/// numbers of a training.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="engine">The engine that the network is or will be loaded into.</param>
internal sealed class NetworkWeights(DiffusionNetwork network, TensorEngine engine)
    : ParameterSet(engine, network.Parameters, place => network.Parameters[place].Weight, "the network in training")
{
    private readonly TensorEngine _engine = engine;

    public DiffusionNetwork Network => network;

    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many.</exception>
    public void Load(IWeightFile file) => network.Load(_engine, file);

    /// <summary>Compares the names and shapes of a file's tensors with those of the parameters.</summary>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many.</exception>
    public void RequireMatch(IWeightFile file) => network.RequireMatch(file);

    public override void Update(int parameter, ReadOnlySpan<float> values) => network.Update(_engine, parameter, values);
}
