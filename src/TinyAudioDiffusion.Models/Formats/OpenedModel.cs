using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>A model whose description is read and whose weights wait in an open file.</summary>
/// <param name="Description">Everything but the weights.</param>
/// <param name="Weights">The weights, under names that start with "net."; disposed with this.</param>
/// <param name="Warnings">What was unusual in the files but could be read all the same, a sentence each.</param>
public sealed record OpenedModel(ModelDescription Description, IWeightFile Weights, IReadOnlyList<string> Warnings) : IDisposable
{
    /// <summary>Closes the file of weights.</summary>
    public void Dispose() => Weights.Dispose();
}
