namespace TinyAudioDiffusion.Models.Networks;

/// <summary>The rules for the audio of every model.</summary>
internal static class AudioRules
{
    private const int MaxSampleRate = 768_000;
    private const int MaxChannels = 64;
    private const int MaxLength = 1 << 26;

    /// <summary>The length of the published drum models.</summary>
    private const int UsualLength = 32768;

    /// <summary>The native length of a model whose files name none: the usual one, rounded up to a multiple.</summary>
    public static int DefaultLength(int multiple) => (UsualLength + multiple - 1) / multiple * multiple;

    /// <summary>Tells whether any allowed length is a multiple of a number.</summary>
    public static bool HasLength(long multiple) => multiple <= MaxLength;

    public static (string Property, string Reason)? FindProblem(AudioShape audio, long lengthMultiple)
    {
        if (audio.SampleRate is < 1 or > MaxSampleRate)
            return (nameof(audio.SampleRate), $"is {audio.SampleRate}, but must be from 1 to {MaxSampleRate} hertz.");
        if (audio.Channels is < 1 or > MaxChannels)
            return (nameof(audio.Channels), $"is {audio.Channels}, but must be from 1 to {MaxChannels}.");
        if (audio.Length is < 1 or > MaxLength)
            return (nameof(audio.Length), $"is {audio.Length}, but must be from 1 to {MaxLength} samples.");
        return audio.Length % lengthMultiple != 0
            ? (nameof(audio.Length), $"is {audio.Length}, but the network needs a multiple of {lengthMultiple}.")
            : null;
    }
}
