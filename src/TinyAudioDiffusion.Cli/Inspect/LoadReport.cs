namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>What loading one set of weights would do.</summary>
/// <param name="Weights">"online", "ema", or "weights" where a file has only one set.</param>
/// <param name="Tensors">How many tensors would be read.</param>
/// <param name="Parameters">How many values they hold; null where it would fail.</param>
/// <param name="Problem">Why it would fail; null where it would not.</param>
internal sealed record LoadReport(string Weights, int Tensors, long? Parameters, string? Problem);
