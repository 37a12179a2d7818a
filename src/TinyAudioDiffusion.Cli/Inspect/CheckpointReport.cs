using TinyAudioDiffusion.Models.Formats.Checkpoints;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>What a checkpoint says about its training.</summary>
/// <param name="LightningVersion">The version of PyTorch Lightning that wrote it; null where it is not said.</param>
/// <param name="Epoch">The last epoch; null where it is not said.</param>
/// <param name="GlobalStep">The number of optimiser steps; null where it is not said.</param>
/// <param name="HasEmaWeights">Whether averaged weights are there.</param>
/// <param name="HasOptimizerState">Whether training could go on.</param>
/// <param name="TopLevelKeys">The keys of the outermost dictionary.</param>
/// <param name="ForeignNames">Python objects that no plain checkpoint holds; they were not run.</param>
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
