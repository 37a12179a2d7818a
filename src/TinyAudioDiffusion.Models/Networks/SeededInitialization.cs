using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>
/// The weights of a network before its training, as if they stood in a file: initialising and loading are one call. PyTorch's defaults,
/// which the reference starts from: convolutions and linear maps with their biases are uniform within 1 / sqrt(inputs * taps);
/// normalisations are 1 and 0; frequencies and embeddings are standard normal. What a parameter says of its own initial values goes before
/// that. A value depends on the seed, its parameter's place in the network, and its place in the parameter alone.
/// </summary>
/// <remarks>Safe to use from several threads at once.</remarks>
public sealed class SeededInitialization : IWeightFile
{
    // Keeps these draws apart from noise of the same seed.
    private const uint UniformDomain = 0x494E4954; // "INIT"

    private readonly Dictionary<string, (int Index, Parameter Parameter)> _parameters = new(StringComparer.Ordinal);
    private readonly ulong _seed;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="parameters">All parameters of the network; they need not be loaded, and are not.</param>
    /// <param name="seed">The seed: the same one gives the same weights on every machine.</param>
    public SeededInitialization(IReadOnlyList<Parameter> parameters, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _seed = seed;
        for (var index = 0; index < parameters.Count; index++)
            _parameters.Add(parameters[index].Name, (index, parameters[index]));
        Entries = [.. parameters.Select(parameter => parameter.Entry)];
    }

    /// <inheritdoc/>
    public string DisplayPath => $"seed {_seed}";

    /// <inheritdoc/>
    public IReadOnlyList<WeightEntry> Entries { get; }

    /// <summary>Gives the weights of the network that a description describes.</summary>
    /// <param name="description">What the model is.</param>
    /// <param name="transforms">The transforms by name.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="UnknownNameException">No such transform is registered.</exception>
    /// <exception cref="ModelFormatException">The transform's settings do not fit.</exception>
    public static SeededInitialization Of(ModelDescription description, Registry<ITransformFactory> transforms, ulong seed)
    {
        using var network = new DiffusionNetwork(description, transforms);
        return new SeededInitialization(network.Parameters, seed);
    }

    /// <inheritdoc/>
    public WeightEntry? Find(string name) => _parameters.TryGetValue(name, out var found) ? found.Parameter.Entry : null;

    /// <inheritdoc/>
    public void Read(string name, Span<float> destination)
    {
        if (!_parameters.TryGetValue(name, out var found))
            throw new ModelFormatException(DisplayPath, name, "the network has no such parameter");
        if (destination.Length != found.Parameter.Shape.ElementCount)
            throw new ArgumentException(
                $"{name} has {found.Parameter.Shape.ElementCount} elements; room for {destination.Length} was given.", nameof(destination));
        Fill(found.Parameter, (uint)found.Index, destination);
    }

    /// <inheritdoc/>
    public void Read(string name, Span<long> destination)
        => throw new ModelFormatException(DisplayPath, name, "parameters are no integers");

    /// <summary>Does nothing: there is no file.</summary>
    public void Dispose()
    {
    }

    private void Fill(Parameter parameter, uint index, Span<float> values)
    {
        if (parameter.Initial is { } initial)
            initial().CopyTo(values);
        else if (parameter.Use != WeightUse.Values)
            FillUniform(BoundOf(parameter), index, values);
        else if (BiasedBy(parameter) is { } owner && owner.Use != WeightUse.Values)
            FillUniform(BoundOf(owner), index, values);
        else if (BiasedBy(parameter) is not null)
            values.Clear();
        else if (parameter.Shape.Rank == 1 && parameter.Name.EndsWith(".weight", StringComparison.Ordinal))
            values.Fill(1f);
        else
            new NoiseStream(_seed).Fill(values, channels: 1, (int)index);
    }

    // PyTorch takes the second axis for the inputs, also of a transposed convolution.
    private static float BoundOf(Parameter kernel) => (float)(1 / Math.Sqrt(kernel.Shape.ElementCount / kernel.Shape[0]));

    private Parameter? BiasedBy(Parameter parameter)
        => parameter.Name.EndsWith(".bias", StringComparison.Ordinal)
            && _parameters.TryGetValue(
                string.Concat(parameter.Name.AsSpan(0, parameter.Name.Length - "bias".Length), "weight"), out var owner)
            ? owner.Parameter
            : null;

    private void FillUniform(float bound, uint index, Span<float> values)
    {
        var key = ((uint)_seed, (uint)(_seed >> 32));
        Span<uint> words = stackalloc uint[4];
        for (var i = 0; i < values.Length; i += 4)
        {
            (words[0], words[1], words[2], words[3]) = Philox4x32.Block(((uint)i / 4, index, 0, UniformDomain), key);
            for (var n = 0; n < Math.Min(4, values.Length - i); n++)
                values[i + n] = bound * ((2 * ((words[n] >> 8) * (1f / (1 << 24)))) - 1);
        }
    }
}
