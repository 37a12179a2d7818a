using System.Collections.Concurrent;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// What all modulation layers give for a noise level and a class. It depends on nothing else, and a schedule visits the same levels for
/// every sound, so it is computed once: in the published network 12.8 of 31.6 million parameters are then not touched again.
/// </summary>
/// <remarks>Safe to use from several threads at once; two that miss the same row compute the same one.</remarks>
internal sealed class ModulationTable(int features)
{
    /// <summary>In the published network a row takes 50 KB.</summary>
    private const int MostRows = 256;

    private readonly List<ModulationLayer> _layers = [];
    private readonly ConcurrentDictionary<(float NoiseLevel, int FeatureRow), float[]> _rows = new();
    private int _length;

    /// <summary>Declares a layer's parameters and its place in the rows.</summary>
    public ModulationLayer Declare(ParameterScope scope, int outputs)
    {
        var layer = new ModulationLayer(scope, outputs, features, _length);
        _layers.Add(layer);
        _length += outputs;
        return layer;
    }

    /// <summary>Forgets all rows: the weights have changed.</summary>
    public void Clear() => _rows.Clear();

    /// <summary>Gets the row of a noise level and a row of the table of features, where there is one.</summary>
    public float[] Row(TensorEngine engine, TimeConditioning time, float noiseLevel, Weight? featureTable, int featureRow)
    {
        if (_rows.TryGetValue((noiseLevel, featureRow), out var known))
            return known;

        var row = new float[_length];
        using var embedded = time.Forward(engine, [noiseLevel]);
        using var given = featureTable is null ? null : engine.LookUp(featureTable, [featureRow]);
        using var sum = given is null ? null : engine.Add(given, embedded);
        foreach (var layer in _layers)
        {
            using var outputs = layer.Compute(engine, sum ?? embedded);
            engine.Read(outputs, row.AsSpan(layer.Offset, layer.Outputs));
        }

        if (_rows.Count >= MostRows)
            _rows.Clear();
        _rows[(noiseLevel, featureRow)] = row;
        return row;
    }
}
