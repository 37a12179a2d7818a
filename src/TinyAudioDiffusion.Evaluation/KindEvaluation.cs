using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation;

/// <summary>How the sounds of one kind compare with real ones.</summary>
public sealed record KindEvaluation
{
    /// <summary>Gets the kind.</summary>
    public required string Label { get; init; }

    /// <summary>Gets what was measured of the sounds.</summary>
    public required MeasureSummary Sounds { get; init; }

    /// <summary>Gets the same of the real ones.</summary>
    public required MeasureSummary Reference { get; init; }

    /// <summary>Gets how many of the sounds the classifier takes for this kind.</summary>
    public required int Recognised { get; init; }

    /// <summary>Gets the Fréchet distance to the real sounds, in squared dB for each cell of the embedding; null for fewer than two sounds on a side.</summary>
    public double? Frechet { get; init; }

    /// <summary>Gets the Fréchet distance between two halves of the real sounds; null for fewer than four.</summary>
    public double? FrechetWithin { get; init; }

    /// <summary>Gets how the sounds lie among the real ones: coverage, density, kernel distance; null for too few sounds, or real ones of fewer than two kits.</summary>
    public CloudComparison? Cloud { get; init; }

    /// <summary>Gets the mean distance between two of the sounds, in dB; null for fewer than two.</summary>
    public double? Diversity { get; init; }

    /// <summary>Gets the same of the real ones.</summary>
    public double? ReferenceDiversity { get; init; }
}
