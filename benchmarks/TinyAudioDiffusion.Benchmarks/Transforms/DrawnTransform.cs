using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Benchmarks.Transforms;

/// <summary>
/// Untrained weights whose learned transform begins with random filters, as the reference's does: uniform within 1 / sqrt(inputs * taps).
/// </summary>
internal sealed class DrawnTransform : IWeightFile
{
    private readonly SeededInitialization _weights;
    private readonly Dictionary<string, Parameter> _filters;
    private readonly int _seed;

    public DrawnTransform(ModelDescription model, Registry<ITransformFactory> transforms, int seed)
    {
        using var network = new DiffusionNetwork(model, transforms);
        _weights = new SeededInitialization(network.Parameters, (ulong)seed);
        _filters = network.Parameters.Where(parameter => parameter.Initial is not null).ToDictionary(parameter => parameter.Name);
        _seed = seed;
    }

    public string DisplayPath => _weights.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries => _weights.Entries;

    public WeightEntry? Find(string name) => _weights.Find(name);

    public void Read(string name, Span<float> destination)
    {
        if (!_filters.TryGetValue(name, out var filter))
        {
            _weights.Read(name, destination);
            return;
        }

        var random = new Random(_seed + (filter.Use == WeightUse.TransposedConvolution ? 1 : 0));
        var bound = 1 / Math.Sqrt((double)filter.Shape.ElementCount / filter.Shape[0]);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (float)(bound * ((2 * random.NextDouble()) - 1));
    }

    public void Read(string name, Span<long> destination) => _weights.Read(name, destination);

    public void Dispose() => _weights.Dispose();
}
