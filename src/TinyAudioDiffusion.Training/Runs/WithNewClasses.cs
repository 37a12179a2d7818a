using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The weights of a model without classes for a network that has some: their features start at zero, so that at first it computes what it
/// did without.
/// </summary>
internal sealed class WithNewClasses(IWeightFile weights, Parameter classes) : IWeightFile
{
    private readonly WeightEntry _classes = classes.Entry;

    public string DisplayPath => weights.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries => [.. weights.Entries, _classes];

    public WeightEntry? Find(string name) => name == _classes.Name ? _classes : weights.Find(name);

    public void Read(string name, Span<float> destination)
    {
        if (name == _classes.Name)
            destination.Clear();
        else
            weights.Read(name, destination);
    }

    public void Read(string name, Span<long> destination) => weights.Read(name, destination);

    public void Dispose()
    {
        // The weights stay their owner's.
    }
}
