namespace TinyAudioDiffusion.Models.Networks;

/// <summary>The origin of a model's weights.</summary>
/// <param name="Source">The file, repository or training run.</param>
/// <param name="Revision">The exact version of the source; null where unknown.</param>
/// <param name="Weights">Which of a checkpoint's sets of weights: "online" or "ema"; null where there was one.</param>
/// <param name="Sha256">The hash of the source file, in hexadecimal; null where it was not computed.</param>
/// <param name="CreatedBy">The program and version that wrote this model; null where unknown.</param>
public sealed record ModelProvenance(
    string? Source = null,
    string? Revision = null,
    string? Weights = null,
    string? Sha256 = null,
    string? CreatedBy = null);
