using TinyAudioDiffusion.Models.Formats.Checkpoints;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>The facts about a checkpoint's training.</summary>
/// <param name="LightningVersion">The version of PyTorch Lightning that wrote it; null where the file does not say.</param>
/// <param name="Epoch">The last epoch; null where the file does not say.</param>
/// <param name="GlobalStep">The number of optimiser steps; null where the file does not say.</param>
/// <param name="HasEmaWeights">Whether the file holds averaged weights.</param>
/// <param name="HasOptimizerState">Whether the file holds the state of the optimiser, so that a training could continue.</param>
/// <param name="TopLevelKeys">The keys of the outermost dictionary.</param>
/// <param name="ForeignNames">The names of Python objects that no plain checkpoint holds. Nothing of them was run.</param>
/// <param name="UnreadableKeys">Keys of the state dict that hold no tensor, with what they hold.</param>
internal sealed record CheckpointReport(
    string? LightningVersion,
    long? Epoch,
    long? GlobalStep,
    bool HasEmaWeights,
    bool HasOptimizerState,
    IReadOnlyList<string> TopLevelKeys,
    IReadOnlyList<string> ForeignNames,
    IReadOnlyDictionary<string, string> UnreadableKeys)
{
    public static CheckpointReport Of(CheckpointSummary summary) => new(
        summary.LightningVersion, summary.Epoch, summary.GlobalStep, summary.HasEmaWeights, summary.HasOptimizerState,
        summary.TopLevelKeys, summary.ForeignNames, summary.UnreadableKeys);
}
