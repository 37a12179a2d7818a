namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>
/// Reads the beginnings of the sound files of a folder, and says of each file that it cannot read why. Safe to use from several threads.
/// </summary>
public sealed class SoundFileReader
{
    // Other rates are errors in files, and resampling from them would take memory and time without end.
    private const int LowestRate = 1000;
    private const int HighestRate = 1_000_000;
    private const int MostChannels = 64;

    private readonly AudioFormats _formats;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="formats">The formats to read.</param>
    public SoundFileReader(AudioFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        _formats = formats;
    }

    /// <summary>Reads the beginning of a sound.</summary>
    /// <param name="sound">The file.</param>
    /// <param name="length">How much of it, above 0.</param>
    /// <returns>The beginning, or the reason why there is none.</returns>
    public SoundBeginning Read(SoundFile sound, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(sound);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        try
        {
            // Before opening: a file without a length may be a pipe or a device, and reading from it could wait for ever. A link's own
            // length is not that of its target.
            var file = File.ResolveLinkTarget(sound.FullPath, returnFinalTarget: true) ?? new FileInfo(sound.FullPath);
            if (file is FileInfo { Exists: true, Length: 0 })
                return Skip(sound, SkipReason.Malformed, "is empty.");
            using var stream = new FileStream(sound.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (_formats.Find(stream) is { } format)
                return Read(sound, format, stream, length);
            var (reason, isSound) = ForeignSound.Describe(FileStart.Read(stream, AudioFormats.ProbeLength), sound.Path);
            return Skip(sound, isSound ? SkipReason.NotSupported : SkipReason.Malformed, reason);
        }
        catch (AudioFormatException exception)
        {
            return Skip(sound, SkipReason.Malformed, exception.Place is null ? exception.Reason : $"{exception.Place}: {exception.Reason}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Skip(sound, SkipReason.Unreadable, $"cannot be read: {exception.Message}");
        }
    }

    private static SoundBeginning Read(SoundFile sound, IAudioFormat format, FileStream stream, TimeSpan length)
    {
        var file = format.Describe(stream, sound.Path);
        if (file.SampleRate is < LowestRate or > HighestRate)
        {
            return Skip(
                sound, SkipReason.NotSupported, $"claims a sample rate of {file.SampleRate} Hz; {LowestRate} to {HighestRate} are read.");
        }

        if (file.Channels > MostChannels)
            return Skip(sound, SkipReason.NotSupported, $"claims {file.Channels} channels; up to {MostChannels} are read.");
        var frames = (int)Math.Min(Math.Ceiling(length.TotalSeconds * file.SampleRate), int.MaxValue);
        return new SoundBeginning(file, format.ReadStart(stream, frames, sound.Path));
    }

    private static SoundBeginning Skip(SoundFile sound, SkipReason kind, string reason)
        => new(null, null, new SkippedFile(sound.Path, kind, reason));
}
