namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>How many sounds a class has.</summary>
/// <param name="Label">The class.</param>
/// <param name="Sounds">The number of its sounds.</param>
public sealed record ClassCount(string Label, int Sounds);
