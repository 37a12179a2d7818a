using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>
/// Gives modules their weights by name. Without an engine it only holds names and shapes against the file, so that a network which is
/// built twice reads nothing from a file that does not fit.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="engine">The engine that will compute; null to check only.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class WeightReader(IWeightFile file, TensorEngine? engine, CancellationToken cancellationToken) : IDisposable
{
    private const int RevisionDigits = 12;
    private const string KernelEnd = ".kernel";

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<Weight> _created = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Gets the number of trained parameters that were asked for.</summary>
    public long Count { get; private set; }

    /// <summary>Gets all weights that were created, for their owner to dispose.</summary>
    public IReadOnlyList<Weight> Created => _created;

    /// <summary>Gets the first digits of the SHA-256 of all values that were read, in the order of the network.</summary>
    public string Revision => Convert.ToHexStringLower(_hash.GetCurrentHash())[..RevisionDigits];

    /// <summary>Reads a convolution, [outputs, inputs, taps].</summary>
    public ConvolutionWeights Convolution(string name, int outputs, int inputs, int taps, bool bias = true)
        => new(
            Create(Read($"{name}.weight", outputs, inputs, taps), new(outputs, inputs, taps), WeightUse.Convolution),
            bias ? Bias(name, outputs) : null);

    /// <summary>Reads a convolution over the channels of two tensors as one for each; the second has the bias.</summary>
    public (ConvolutionWeights First, ConvolutionWeights Second) ConvolutionOfTwo(string name, int outputs, int inputs, int taps)
    {
        var values = Read($"{name}.weight", outputs, 2 * inputs, taps);
        var (row, shape) = (inputs * taps, new Shape(outputs, inputs, taps));
        var size = values.Length / 2;
        var halves = (First: new float[size], Second: new float[size]);
        for (var output = 0; output * row < size; output++)
        {
            values.AsSpan(2 * output * row, row).CopyTo(halves.First.AsSpan(output * row));
            values.AsSpan(((2 * output) + 1) * row, row).CopyTo(halves.Second.AsSpan(output * row));
        }

        return (
            new ConvolutionWeights(Create(halves.First, shape, WeightUse.Convolution), Bias: null),
            new ConvolutionWeights(Create(halves.Second, shape, WeightUse.Convolution), Bias(name, outputs)));
    }

    /// <summary>Reads linear maps of the channels at each sample, with their biases, as one convolution of one tap.</summary>
    public ConvolutionWeights Projections(int outputs, int inputs, params ReadOnlySpan<string> names)
    {
        var (matrix, bias) = (new List<float>(), new List<float>());
        foreach (var name in names)
        {
            matrix.AddRange(Read($"{name}.weight", outputs, inputs));
            bias.AddRange(Read($"{name}.bias", outputs));
        }

        var all = names.Length * outputs;
        return new(
            Create(CollectionsMarshal.AsSpan(matrix), new(all, inputs, 1), WeightUse.Convolution),
            Create(CollectionsMarshal.AsSpan(bias), new(all), WeightUse.Values));
    }

    /// <summary>Reads a group normalisation with one group.</summary>
    public NormalizationWeights Norm(string name, int channels)
        => new(
            Create(Read($"{name}.weight", channels), new(channels), WeightUse.Values),
            Create(Read($"{name}.bias", channels), new(channels), WeightUse.Values));

    /// <summary>Reads plain values.</summary>
    public Weight Values(string name, int count) => Create(Read(name, count), new(count), WeightUse.Values);

    /// <summary>Makes a weight that is no trained one.</summary>
    public Weight Fixed(Func<float[]> values, Shape shape)
        => Create(engine is null ? [] : values(), shape, WeightUse.Convolution);

    /// <summary>Makes sure that a filter, where the file lists it, is the one that the network computes with.</summary>
    public void RequireFilter(string name, ReadOnlySpan<float> taps)
    {
        name += KernelEnd;
        if (!_asked.Add(name) || file.Find(name) is null)
            return;
        RequireShape(name, taps.Length);
        var values = file.ReadSingles(name);
        for (var i = 0; i < taps.Length; i++)
        {
            if (!(Math.Abs(values[i] - taps[i]) <= 1e-3f * Math.Max(Math.Abs(taps[i]), 0.1f)))
                throw Bad(name, $"is {values[i]} at {i}, where the cubic filter that published models have is {taps[i]}");
        }
    }

    /// <summary>Refuses a file that holds more than the network has.</summary>
    public void RequireNoOthers()
    {
        if (file.Entries.FirstOrDefault(entry => !_asked.Contains(entry.Name)) is { } other)
            throw Bad(other.Name, "the network that the configuration describes has no such tensor; it belongs to another network");
    }

    /// <summary>Disposes the weights that were created.</summary>
    public void Dispose()
    {
        foreach (var weight in _created)
            weight.Dispose();
        _created.Clear();
        _hash.Dispose();
    }

    private Weight Bias(string name, int outputs)
        => Create(Read($"{name}.bias", outputs), new(outputs), WeightUse.Values);

    private float[] Read(string name, params ReadOnlySpan<int> shape)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Count += RequireShape(name, shape);
        _asked.Add(name);
        if (engine is null)
            return [];
        var values = file.ReadSingles(name);
        _hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private long RequireShape(string name, params ReadOnlySpan<int> shape)
    {
        var entry = file.Get(name);
        var expected = $"[{string.Join(", ", shape.ToArray())}]";
        return entry.ShapeText == expected
            ? entry.ElementCount
            : throw Bad(name, $"the tensor is {entry.ShapeText}, but the configuration describes {expected}");
    }

    private Weight Create(ReadOnlySpan<float> values, Shape shape, WeightUse use)
    {
        if (engine is null)
            return null!; // nobody computes with a network that was built to check a file
        var weight = engine.CreateWeight(values, shape, use);
        _created.Add(weight);
        return weight;
    }

    private ModelFormatException Bad(string name, string reason) => new(file.DisplayPath, name, reason);
}
