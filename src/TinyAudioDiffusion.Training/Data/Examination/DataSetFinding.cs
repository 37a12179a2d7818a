namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>Something that may be wrong with a data set.</summary>
/// <param name="Kind">What.</param>
/// <param name="Paths">Where: paths below the folder, with "/" between folders; several where files are compared, none for the whole
/// set.</param>
/// <param name="Detail">How much, in words.</param>
public sealed record DataSetFinding(FindingKind Kind, IReadOnlyList<string> Paths, string Detail);
