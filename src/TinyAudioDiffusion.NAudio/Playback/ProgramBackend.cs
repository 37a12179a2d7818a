using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>
/// Plays through the system's own player program, as a child process: <c>paplay</c>, <c>aplay</c> or <c>pw-play</c> on Linux, <c>afplay</c>
/// on macOS.
/// It needs no native library.
/// </summary>
internal sealed class ProgramBackend(IReadOnlyList<PlayerProgram> programs, IReadOnlyList<string> paths) : IAudioBackend
{
    public ProgramBackend()
        : this(PlayerProgram.OfThisSystem,
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
    {
    }

    /// <summary>Gets one device, the program's default: the programs list their devices in forms of their own.</summary>
    public IReadOnlyList<AudioDevice> GetDevices()
        => PlayerProgram.Find(programs, streams: false, paths) is { } found
            ? [new AudioDevice("default", $"the default device of {found.Program.Name}", IsDefault: true)] : [];

    public IWavePlayer Open(string? device)
    {
        if (PlayerProgram.Find(programs, streams: false, paths) is null)
        {
            throw new AudioDeviceException(
                device, $"cannot play: no program that plays sound was found on the path "
                    + $"({string.Join(", ", programs.Select(program => program.Name))}). "
                + "Install one of them, or save the sound to a file.");
        }

        return new ProgramPlayer(device is "default" ? null : device, streams => PlayerProgram.Find(programs, streams, paths));
    }
}
