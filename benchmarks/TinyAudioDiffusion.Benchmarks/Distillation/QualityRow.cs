namespace TinyAudioDiffusion.Benchmarks.Distillation;

/// <summary>The quality of the sounds that a model makes in a number of network calls, the mean over kinds.</summary>
/// <param name="Name">The model.</param>
/// <param name="Calls">The network calls for a sound.</param>
/// <param name="Kad">The log-mel KAD.</param>
/// <param name="Coverage">The coverage, in percent.</param>
/// <param name="Recognised">How many sounds are recognised, in percent.</param>
/// <param name="Hiss">The level above 8 kHz in the last 0.1 s, in dBFS; not a number where sounds do not decay.</param>
internal sealed record QualityRow(string Name, double Calls, double Kad, double Coverage, double Recognised, double Hiss);
