namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>The number of sounds of a class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Sounds">The number of its sounds.</param>
public sealed record ClassCount(string Label, int Sounds);
