namespace TinyAudioDiffusion.Benchmarks.Transforms;

/// <summary>What came of one transform's training.</summary>
/// <param name="Name">The transform.</param>
/// <param name="Parameters">The number of the network's weights.</param>
/// <param name="Steps">The number of steps that the time was enough for.</param>
/// <param name="Loss">The validation loss of the averaged weights.</param>
/// <param name="Megabytes">The peak memory of the process.</param>
/// <param name="Images">The level at the images of the stride, in dB; null for a stride of 1.</param>
/// <param name="RealImages">The same of the sounds to learn from.</param>
/// <param name="Kad">The log-mel KAD, mean of the four kinds.</param>
/// <param name="Coverage">The coverage, mean of the four kinds.</param>
/// <param name="Recognised">The share of sounds that a classifier recognises.</param>
/// <param name="Curve">The smoothed loss by seconds of training.</param>
internal sealed record TransformResult(
    string Name, int Parameters, int Steps, double Loss, double Megabytes, double? Images, double? RealImages, double Kad, double Coverage,
    double Recognised, IReadOnlyList<double[]> Curve);
