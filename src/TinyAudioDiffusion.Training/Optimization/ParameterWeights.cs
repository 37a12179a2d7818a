using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>Values of a network's parameters in memory, as if they stood in a file.</summary>
internal sealed class ParameterWeights : IWeightFile
{
    private readonly Dictionary<string, (WeightEntry Entry, float[] Values)> _byName = new(StringComparer.Ordinal);

    public ParameterWeights(IReadOnlyList<Parameter> parameters, IReadOnlyList<float[]> values)
    {
        for (var i = 0; i < parameters.Count; i++)
            _byName.Add(parameters[i].Name, (EntryOf(parameters[i]), values[i]));
        Entries = [.. _byName.Values.Select(item => item.Entry)];
    }

    public string DisplayPath => "the training's weights";

    public IReadOnlyList<WeightEntry> Entries { get; }

    public static WeightEntry EntryOf(Parameter parameter)
        => new(parameter.Name, ElementType.F32, [.. Enumerable.Range(0, parameter.Shape.Rank).Select(axis => (long)parameter.Shape[axis])]);

    public WeightEntry? Find(string name) => _byName.TryGetValue(name, out var found) ? found.Entry : null;

    public void Read(string name, Span<float> destination)
    {
        _ = this.Get(name);
        _byName[name].Values.CopyTo(destination);
    }

    public void Read(string name, Span<long> destination) => throw new ModelFormatException(DisplayPath, name, "parameters are no integers");

    public void Dispose()
    {
        // There is no file.
    }
}
