using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>The state of the Adam optimiser that a Lightning checkpoint holds, under the names of the network's weights.</summary>
/// <param name="Step">The number of steps that it has done.</param>
/// <param name="Means">The mean gradients (exp_avg), under names that start with "net."; valid as long as the checkpoint is open.</param>
/// <param name="MeanSquares">The mean squared gradients (exp_avg_sq), under the same names.</param>
public sealed record CheckpointOptimizer(long Step, IWeightFile Means, IWeightFile MeanSquares);
