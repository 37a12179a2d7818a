namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>The result that loading one set of weights would have.</summary>
/// <param name="Weights">"online", "ema", or "weights" where a file has only one set.</param>
/// <param name="Tensors">The number of tensors that would be read.</param>
/// <param name="Parameters">The number of their values; null where loading would fail.</param>
/// <param name="Problem">Why loading would fail; null where it would succeed.</param>
internal sealed record LoadReport(string Weights, int Tensors, long? Parameters, string? Problem);
