using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary>
/// The parameters of a network out of a file, each once and without second names. Reading checks that the values survive the type in which
/// they are stored.
/// </summary>
internal sealed class CheckedWeights(IWeightFile file, DiffusionNetwork network, bool asHalf) : IWeightFile
{
    public string DisplayPath => file.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries { get; } = [.. network.Parameters.Select(parameter => file.Get(parameter.Name))];

    public WeightEntry? Find(string name) => Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));

    public void Read(string name, Span<float> destination)
    {
        file.Read(name, destination);
        var limit = asHalf ? (float)Half.MaxValue : float.MaxValue;
        foreach (var value in destination)
        {
            if (!float.IsFinite(value))
                throw new ModelFormatException(DisplayPath, name, "holds values that are not numbers; the weights are damaged.");
            if (Math.Abs(value) > limit)
                throw new ModelFormatException(DisplayPath, name, $"holds {value}, more than half precision can: convert without --half.");
        }
    }

    public void Read(string name, Span<long> destination) => file.Read(name, destination);

    public void Dispose() => file.Dispose();
}
