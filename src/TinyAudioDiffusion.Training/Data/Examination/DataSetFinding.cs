namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>A possible fault of a data set.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Paths">The files: paths below the folder, with "/" between folders; several where files are compared, none for the whole
/// set.</param>
/// <param name="Detail">The extent, in words.</param>
public sealed record DataSetFinding(FindingKind Kind, IReadOnlyList<string> Paths, string Detail);
