using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The weights of a model for a network that has more parameters: those that know what they do nothing with start there, so that at first
/// the network computes what the model did.
/// </summary>
/// <param name="weights">The weights of the model.</param>
/// <param name="added">The network's parameters that the weights lack, with the values that they start with.</param>
internal sealed class WithNewParameters(IWeightFile weights, IReadOnlyDictionary<string, (Parameter Parameter, float[] Values)> added)
    : IWeightFile
{
    public string DisplayPath => weights.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries => [.. weights.Entries, .. added.Values.Select(parameter => parameter.Parameter.Entry)];

    public WeightEntry? Find(string name) => added.TryGetValue(name, out var parameter) ? parameter.Parameter.Entry : weights.Find(name);

    public void Read(string name, Span<float> destination)
    {
        if (added.TryGetValue(name, out var parameter))
            parameter.Values.CopyTo(destination);
        else
            weights.Read(name, destination);
    }

    public void Read(string name, Span<long> destination) => weights.Read(name, destination);

    public void Dispose()
    {
        // The weights stay their owner's.
    }
}
