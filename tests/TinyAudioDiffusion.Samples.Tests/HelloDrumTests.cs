using System.Diagnostics;

namespace TinyAudioDiffusion.Samples.Tests;

/// <summary>The sample that newcomers copy, run as they run it.</summary>
public sealed class HelloDrumTests
{
    [Fact]
    public async Task HelloDrum_WritesOneSoundOfEachKind()
    {
        var folder = Directory.CreateTempSubdirectory("hello-drum-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HelloDrum.dll"),
                folder.FullName])
            { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync();

            Assert.Equal(0, process.ExitCode);
            Assert.Equal(4, lines.Count(line => line.Contains(".wav", StringComparison.Ordinal)));
            Assert.All(Enum.GetValues<DrumKind>(), kind =>
            {
                var drum = AudioClip.Load(Path.Combine(folder.FullName, $"{kind.Name}.wav"));
                Assert.Equal((44100, 2, 32768), (drum.SampleRate, drum.Channels, drum.Length));
                Assert.InRange(drum.Samples.ToArray().Max(MathF.Abs), 0.01f, 1f);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
