namespace TinyAudioDiffusion.Samples.Tests;

/// <summary>The sample that newcomers copy.</summary>
public sealed class HelloDrumTests
{
    [Fact]
    public async Task HelloDrum_WritesOneSoundOfEachKind()
    {
        var folder = Directory.CreateTempSubdirectory("hello-drum-");
        try
        {
            var lines = await SampleProgram.RunAsync("HelloDrum", folder.FullName);

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
