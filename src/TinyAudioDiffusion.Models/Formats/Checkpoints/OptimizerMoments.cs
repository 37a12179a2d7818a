using TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>One moment of every parameter; zeros where there is none.</summary>
internal sealed class OptimizerMoments(
    TorchArchive archive, IReadOnlyList<(string Name, TensorDescription Tensor)> parameters, Dictionary<string, TensorDescription?> moments)
        : IWeightFile
{
    public string DisplayPath => archive.File;

    public IReadOnlyList<WeightEntry> Entries { get; }
        = [.. parameters.Select(parameter => new WeightEntry(parameter.Name, ElementType.F32, parameter.Tensor.Shape))];

    public WeightEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    public void Read(string name, Span<float> destination)
    {
        var entry = this.Get(name);
        if (entry.ElementCount != destination.Length)
            throw new ArgumentException($"{name} has {entry.ElementCount} elements, the destination {destination.Length}.");
        if (moments[name] is { } moment)
            archive.Read(name, moment, destination);
        else
            destination.Clear();
    }

    public void Read(string name, Span<long> destination) => throw new ModelFormatException(DisplayPath, name, "moments are no integers.");

    public void Dispose()
    {
        // The checkpoint owns the file.
    }
}
