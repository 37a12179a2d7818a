using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Cli.Tests.Generate;

/// <summary>Unfinished files of killed processes disappear when the next command writes there; those of running processes stay.</summary>
public sealed class AbandonedFileTests : IDisposable
{
    // No system gives a process this number.
    private const int NoProcess = int.MaxValue;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Generate_RemovesTheUnfinishedFilesOfDeadProcessesOnly()
    {
        var dead = Dead(_folder["kick-1.wav"]);
        var living = AtomicFile.TemporaryPath(_folder["kick-1.wav"]);
        var ofAnotherMachine = dead.Replace($"-{NoProcess}-", "-1-", StringComparison.Ordinal);
        ofAnotherMachine = Path.Combine(_folder.Path, ".kick-1.wav.00000000" + ofAnotherMachine[ofAnotherMachine.IndexOf("-1-",
            StringComparison.Ordinal)..]);
        foreach (var file in new[] { dead, living, ofAnotherMachine, _folder[".mine.tmp"] })
            await File.WriteAllTextAsync(file, "half", TestContext.Current.CancellationToken);

        await Tad.SucceedAsync("generate", "kick", "--model", Fixtures.TinyNoise, "--steps", "1", "--seed", "1", "--out", _folder.Path);

        Assert.Equal(
            new[] { _folder["kick-1.wav"], living, ofAnotherMachine, _folder[".mine.tmp"] }.Order(StringComparer.Ordinal),
            _folder.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Convert_RemovesTheUnfinishedFoldersOfDeadProcessesOnly()
    {
        var (dead, living) = (Dead(_folder["model"]), AtomicFile.TemporaryPath(_folder["model"]));
        foreach (var folder in new[] { dead, living })
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "model.json"), "half", TestContext.Current.CancellationToken);
        }

        await Tad.SucceedAsync("convert", Fixtures.TinyNoise, _folder["model"]);

        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(living));
    }

    public void Dispose() => _folder.Dispose();

    private static string Dead(string target)
        => AtomicFile.TemporaryPath(target).Replace($"-{Environment.ProcessId}-", $"-{NoProcess}-", StringComparison.Ordinal);
}
