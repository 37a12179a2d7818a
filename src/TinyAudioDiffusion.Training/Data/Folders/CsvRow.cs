namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields);
