using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>The values of a network's parameters, as if they stood in a file.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="displayPath">What messages call it.</param>
internal abstract class ParameterFile(IReadOnlyList<Parameter> parameters, string displayPath) : IWeightFile
{
    private readonly Dictionary<string, int> _places = parameters.Index().ToDictionary(item => item.Item.Name, item => item.Index, StringComparer.Ordinal);

    public IReadOnlyList<Parameter> Parameters => parameters;

    public string DisplayPath => displayPath;

    public IReadOnlyList<WeightEntry> Entries { get; } = [.. parameters.Select(parameter => parameter.Entry)];

    public WeightEntry? Find(string name) => _places.TryGetValue(name, out var place) ? Entries[place] : null;

    public void Read(string name, Span<float> destination)
    {
        _ = this.Get(name);
        Read(_places[name], destination);
    }

    public void Read(string name, Span<long> destination) => throw new ModelFormatException(DisplayPath, name, "parameters are no integers");

    /// <summary>Copies the values of a parameter out, row major.</summary>
    public abstract void Read(int parameter, Span<float> destination);

    public void Dispose()
    {
        // There is no file.
    }
}
