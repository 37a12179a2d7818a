using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>A model with its description in memory and its weights in an open file.</summary>
/// <param name="Description">Everything but the weights.</param>
/// <param name="Weights">The weights, under names that start with "net."; disposed with this.</param>
/// <param name="Warnings">Warnings about unusual things in the files, a sentence each.</param>
public sealed record OpenedModel(ModelDescription Description, IWeightFile Weights, IReadOnlyList<string> Warnings) : IDisposable
{
    /// <summary>
    /// Gets the checkpoint that holds the weights, with its optimiser's state and its counters; null for other files. Disposed with this.
    /// </summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Closes the file of weights.</summary>
    public void Dispose() => Weights.Dispose();
}
