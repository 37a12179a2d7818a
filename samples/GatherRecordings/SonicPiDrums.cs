using System.Diagnostics;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Audio;

namespace GatherRecordings;

/// <summary>Reads the drums of a folder of Sonic Pi's samples, which are FLAC files.</summary>
internal static class SonicPiDrums
{
    public static IEnumerable<Recording> Read(string folder, string package, string licence)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.flac").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (NamedDrums.OfSonicPi(name) is { } @class)
                yield return new Recording(package, licence, name, @class, Decode(file));
        }
    }

    private static AudioClip Decode(string file)
    {
        using var process = Process.Start(new ProcessStartInfo("flac", ["-d", "-c", "-s", file]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The program flac did not start.");
        using var wav = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(wav);
        process.WaitForExit();
        wav.Position = 0;
        return process.ExitCode == 0 ? WavReader.Read(wav, file) : throw new InvalidOperationException($"{file}: flac could not read it.");
    }
}
