namespace TinyAudioDiffusion.Models.Conditions;

/// <summary>The names of what networks hear beside noise.</summary>
public static class ConditionNames
{
    /// <summary>The sound without what lies above half of a lower sample rate.</summary>
    public const string Upsampler = "upsampler";

    /// <summary>The sound's mel spectrogram.</summary>
    public const string Vocoder = "vocoder";
}
