using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// One number for each number of a network in training, in the memory of the engine, read as if it stood in a file: the weights themselves,
/// their averages, or a moment of the optimiser.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="parameters">The parameters of the network: they give names and shapes.</param>
/// <param name="of">Gives the values that belong to a parameter, by its number.</param>
/// <param name="displayPath">What the numbers are, for messages.</param>
internal class ParameterSet(TensorEngine engine, IReadOnlyList<Parameter> parameters, Func<int, Weight> of, string displayPath)
    : IWeightFile
{
    private readonly Dictionary<string, int> _places = parameters.Index()
        .ToDictionary(item => item.Item.Name, item => item.Index, StringComparer.Ordinal);

    public string DisplayPath => displayPath;

    public IReadOnlyList<WeightEntry> Entries { get; } = [.. parameters.Select(parameter => parameter.Entry)];

    public WeightEntry? Find(string name) => _places.TryGetValue(name, out var place) ? Entries[place] : null;

    public void Read(string name, Span<float> destination)
    {
        _ = this.Get(name);
        Read(_places[name], destination);
    }

    public void Read(string name, Span<long> destination)
        => throw new ModelFormatException(DisplayPath, name, "parameters are no integers");

    /// <summary>Copies the values of a parameter to host memory, row major.</summary>
    public void Read(int parameter, Span<float> destination) => engine.Read(of(parameter), destination);

    /// <summary>Gives a parameter other values, row major.</summary>
    public virtual void Update(int parameter, ReadOnlySpan<float> values) => engine.Update(of(parameter), values);

    /// <summary>Takes all values from a file that has them all.</summary>
    public void Fill(IWeightFile file)
    {
        var all = new float[Entries.Max(entry => entry.ElementCount)];
        foreach (var (place, entry) in Entries.Index())
        {
            var values = all.AsSpan(0, (int)entry.ElementCount);
            file.Read(entry.Name, values);
            Update(place, values);
        }
    }

    public void Dispose()
    {
        // The numbers stay their owner's.
    }
}
