namespace TinyAudioDiffusion.Audio;

/// <summary>Channels, rate and length of a sound file.</summary>
/// <param name="Channels">The number of channels, at least 1.</param>
/// <param name="SampleRate">The sample rate in Hz, at least 1.</param>
/// <param name="Frames">
/// The number of samples of each channel, 0 where the file does not say; of uncompressed files, those that are really there.
/// </param>
public sealed record AudioFileInfo(int Channels, int SampleRate, long Frames)
{
    /// <summary>Gets the name of the format: "wav".</summary>
    public string Format { get; init; } = "";

    /// <summary>Gets the encoding that writes such samples; null for one that is read but not written.</summary>
    public SampleEncoding? Encoding { get; init; }

    /// <summary>Gets what the reader leaves out or mends, as far as it can tell without reading the samples.</summary>
    /// <value>Sentences without their beginning, which is the file: "it ends early: ...".</value>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
