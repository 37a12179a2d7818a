using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The weights of a network in training, read as if they stood in a file. The engine keeps them: a second copy in host memory, for the optimiser, would be a fifth of all the
/// numbers of a training.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="engine">The engine that the network is or will be loaded into.</param>
internal sealed class NetworkWeights(DiffusionNetwork network, TensorEngine engine) : IWeightFile, IWeightStore
{
    private readonly Dictionary<string, int> _places = network.Parameters.Index().ToDictionary(item => item.Item.Name, item => item.Index, StringComparer.Ordinal);

    public IReadOnlyList<Parameter> Parameters => network.Parameters;

    public string DisplayPath => "the network in training";

    public IReadOnlyList<WeightEntry> Entries { get; } = [.. network.Parameters.Select(parameter => parameter.Entry)];

    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many.</exception>
    public void Load(IWeightFile file) => network.Load(engine, file);

    /// <summary>Compares the names and shapes of a file's tensors with those of the parameters.</summary>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many.</exception>
    public void RequireMatch(IWeightFile file) => network.RequireMatch(file);

    public WeightEntry? Find(string name) => _places.TryGetValue(name, out var place) ? Entries[place] : null;

    public void Read(string name, Span<float> destination)
    {
        _ = this.Get(name);
        Read(_places[name], destination);
    }

    public void Read(string name, Span<long> destination) => throw new ModelFormatException(DisplayPath, name, "parameters are no integers");

    public void Read(int parameter, Span<float> destination) => network.Read(engine, parameter, destination);

    public void Update(int parameter, ReadOnlySpan<float> values) => network.Update(engine, parameter, values);

    public void Dispose()
    {
        // The network stays its owner's.
    }
}
