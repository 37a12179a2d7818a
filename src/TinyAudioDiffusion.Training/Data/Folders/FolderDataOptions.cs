using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>
/// The steps that prepare the files of a folder, in the order of the properties. The defaults are the reference's: 44.1 kHz stereo, the
/// first 32768 samples, -20 LUFS, nothing silent.
/// </summary>
public sealed record FolderDataOptions
{
    /// <summary>
    /// Gets the path of a CSV file with the columns "path", "label" and "caption": what it names, below the folder, is the data set. Null: every sound
    /// file of the folder.
    /// </summary>
    public string? Csv { get; init; }

    /// <summary>
    /// Gets whether texts that describe the sounds are read: the column "caption" of the CSV file, and for a sound without one in
    /// kicks/dark.wav the file kicks/dark.txt.
    /// </summary>
    /// <value>False.</value>
    public bool Captions { get; init; }

    /// <summary>Gets the kinds of sound files to read. Files of other kinds are skipped.</summary>
    /// <value><see cref="AudioFormats.BuiltIn"/>: those that need no other package.</value>
    public AudioFormats Formats { get; init; } = AudioFormats.BuiltIn;

    /// <summary>Gets the sample rate in Hz, from 8000 to 192000.</summary>
    /// <value>44100.</value>
    public int SampleRate { get; init; } = 44100;

    /// <summary>Gets whether files of another rate are resampled; if not, they are skipped.</summary>
    /// <value>True.</value>
    public bool Resample { get; init; } = true;

    /// <summary>
    /// Gets the number of channels: 1, the mean of a file's first two; or 2, where one channel becomes two equal ones and more than two are
    /// left out.
    /// </summary>
    /// <value>2.</value>
    public int Channels { get; init; } = 2;

    /// <summary>
    /// Gets the length of every sound, in samples of each channel: longer files are cut, shorter ones end in silence. At most 2^24.
    /// </summary>
    /// <value>32768.</value>
    public int Samples { get; init; } = 32768;

    /// <summary>Gets the measure of level that every sound is brought to.</summary>
    /// <value><see cref="Normalization.Loudness"/>, measured after cutting and on all channels.</value>
    public Normalization Normalization { get; init; } = Normalization.Loudness;

    /// <summary>
    /// Gets the level, from -70 to 0: LUFS for the loudness, dBFS for the peak. A sound that would peak beyond full scale is turned down to
    /// full scale instead.
    /// </summary>
    /// <value>-20.</value>
    public double Target { get; init; } = -20;

    /// <summary>
    /// Gets the peak in dBFS, at most 0, below which a sound is skipped as silent, after its level was changed; a sound too quiet to
    /// measure a loudness is silent too.
    /// </summary>
    /// <value>-60; null keeps silent sounds.</value>
    public double? SilenceBelow { get; init; } = -60;

    /// <summary>Gets how many bytes of prepared sounds stay in memory; what was not used for longest goes first. 0 for none.</summary>
    /// <value>256 MiB: 1024 sounds of the published form.</value>
    public long CacheBytes { get; init; } = 256L << 20;

    internal void Validate()
    {
        Require(nameof(SampleRate), SampleRate, 8000, 192000);
        Require(nameof(Channels), Channels, 1, 2);
        Require(nameof(Samples), Samples, 1, 1 << 24);
        Require(nameof(Target), Target, -70, 0);
        Require(nameof(SilenceBelow), SilenceBelow ?? 0, -200, 0);
        Require(nameof(CacheBytes), CacheBytes, 0, long.MaxValue);
        if (!Enum.IsDefined(Normalization))
            throw new ArgumentOutOfRangeException("options", Normalization, "There is no such normalization.");
    }

    private static void Require(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(
                "options", value, $"{nameof(FolderDataOptions)}.{name} is {value}; it must be from {least} to {most}.");
    }
}
