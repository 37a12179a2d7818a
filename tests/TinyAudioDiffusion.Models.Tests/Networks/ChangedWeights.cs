using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>Other weights, of which some are left out or have other values.</summary>
/// <param name="weights">The weights.</param>
/// <param name="keeps">Tells which ones are there, by their names; null for all.</param>
/// <param name="change">Changes the values of a name; null for none.</param>
internal sealed class ChangedWeights(
    IWeightFile weights, Predicate<string>? keeps = null, Action<string, float[]>? change = null) : IWeightFile
{
    public string DisplayPath => weights.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries => [.. weights.Entries.Where(entry => Keeps(entry.Name))];

    public WeightEntry? Find(string name) => Keeps(name) ? weights.Find(name) : null;

    public void Read(string name, Span<float> destination)
    {
        var values = new float[destination.Length];
        weights.Read(name, values);
        change?.Invoke(name, values);
        values.CopyTo(destination);
    }

    public void Read(string name, Span<long> destination) => weights.Read(name, destination);

    public void Dispose()
    {
        // The weights stay their owner's.
    }

    private bool Keeps(string name) => keeps is null || keeps(name);
}
