using System.Globalization;

namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>A program of the system that plays sound, and how to call it.</summary>
/// <param name="Name">The program's name, to be found on the path.</param>
/// <param name="ReadsStream">
/// Whether it plays 32-bit float samples from its standard input while they are made. The others play a WAV file, so they play only sounds
/// that end.
/// </param>
/// <param name="Arguments">
/// The arguments for a device (null for the default one), a sample rate in Hz, a number of channels and a WAV file's path.
/// </param>
internal sealed record PlayerProgram(string Name, bool ReadsStream, Func<string?, int, int, string, IEnumerable<string>> Arguments)
{
    /// <summary>Gets the programs of this system, the best first.</summary>
    public static IReadOnlyList<PlayerProgram> OfThisSystem { get; } = OperatingSystem.IsMacOS()
        ? [Afplay()] : [Pulse(), Alsa(), PipeWire()];

    /// <summary>Finds a program on the path.</summary>
    /// <param name="streams">Whether it must read a stream, because the sound does not end.</param>
    /// <param name="paths">The folders to look in.</param>
    /// <returns>The first program that is there, with its full path; null for none.</returns>
    public static (PlayerProgram Program, string Path)? Find(IEnumerable<PlayerProgram> programs, bool streams, IReadOnlyList<string> paths)
    {
        foreach (var program in programs)
        {
            if (streams && !program.ReadsStream)
                continue;
            foreach (var folder in paths)
            {
                var path = Path.Combine(folder, program.Name);
                if (File.Exists(path))
                    return (program, path);
            }
        }

        return null;
    }

    private static PlayerProgram Pulse() => new("paplay", ReadsStream: true, (device, rate, channels, _) =>
    [
        "--raw", "--format=float32le", $"--rate={Text(rate)}", $"--channels={Text(channels)}", "--client-name=TinyAudioDiffusion",
        .. device is null ? [] : (string[])[$"--device={device}"],
    ]);

    private static PlayerProgram Alsa() => new("aplay", ReadsStream: true, (device, rate, channels, _) =>
    [
        "-q", "-t", "raw", "-f", "FLOAT_LE", "-r", Text(rate), "-c", Text(channels), .. device is null ? [] : (string[])["-D", device], "-",
    ]);

    private static PlayerProgram PipeWire()
        => new("pw-play", ReadsStream: false, (device, _, _, file) => [.. device is null ? [] : (string[])["--target", device], file]);

    private static PlayerProgram Afplay() => new("afplay", ReadsStream: false, (_, _, _, file) => [file]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
