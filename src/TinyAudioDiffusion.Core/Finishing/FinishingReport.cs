namespace TinyAudioDiffusion;

/// <summary>The findings and the changes of finishing.</summary>
/// <param name="OnsetShift">How many samples the sound was moved to the left.</param>
/// <param name="AudibleLength">The number of samples before the silent end; the whole length without a gate.</param>
/// <param name="Gain">The gain in dB.</param>
/// <param name="TruePeak">The true peak afterwards in dBTP; negative infinity for silence.</param>
/// <param name="MonoChange">
/// By how many dB the level changes when all channels are mixed to one: 0 for equal channels, about -3 for independent ones, much lower
/// where channels cancel each other. Not a number for silence.
/// </param>
public sealed record FinishingReport(int OnsetShift, int AudibleLength, double Gain, double TruePeak, double MonoChange)
{
    /// <summary>Gets whether the sound survives a mix to mono: it loses less than 6 dB.</summary>
    public bool IsMonoSafe => !(MonoChange < -6);
}
