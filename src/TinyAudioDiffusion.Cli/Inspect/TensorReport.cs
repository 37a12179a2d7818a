namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>One tensor of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Shape">Its extents, outermost first.</param>
internal sealed record TensorReport(string Name, string Type, IReadOnlyList<long> Shape);
