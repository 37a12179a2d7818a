using System.Diagnostics;
using TinyAudioDiffusion;

namespace GatherRecordings;

/// <summary>Reads sound files: WAV and FLAC by the library, others by the program <c>sox</c>.</summary>
internal static class SoundFiles
{
    public static AudioClip Decode(string file)
    {
        if (Path.GetExtension(file) is ".wav" or ".flac")
            return AudioClip.Load(file);
        var output = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.wav");
        try
        {
            using var process = Process.Start("sox", [file, "-e", "float", "-b", "32", output]);
            process.WaitForExit();
            return process.ExitCode == 0 ? AudioClip.Load(output) : throw new InvalidOperationException($"{file}: sox could not read it.");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
