using System.Diagnostics;
using System.Text.Json;

namespace TinyAudioDiffusion.Cli.Tests.Kits;

/// <summary><c>tad kit --format</c> with the built-in model.</summary>
public sealed class KitFormatTests : IDisposable
{
    private static readonly string[] _quick = ["kit", "--seed", "7", "--steps", "1", "--length", "4096", "--parts", "kick,closed-hat"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SeveralFormats_ShareTheSounds_AndAKitGrows()
    {
        var run = await Tad.SucceedAsync(
            [.. _quick, "--variations", "2", "--layers", "2", "--format", "sfz,hydrogen", "--format", "flac", "--out", _folder["kit"]]);
        Assert.Contains("8 sounds", run.Output, StringComparison.Ordinal);
        Assert.Equal(8, Directory.GetFiles(_folder["kit/samples"], "*.flac").Length);
        Assert.True(File.Exists(_folder["kit/Kit 7.sfz"]) && File.Exists(_folder["kit/Kit 7.h2drumkit"]));

        var grown = await Tad.SucceedAsync(
            "kit", "--from", _folder["kit/kit.json"], "--variations", "3", "--format", "folder", "--json", "--out", _folder["more"]);
        using var report = JsonDocument.Parse(grown.Output);
        Assert.Equal(7, report.RootElement.GetProperty("seed").GetInt32());
        Assert.Equal(12, Directory.GetFiles(_folder["more/samples"]).Length);
        var (old, all) = (Ids(_folder["kit/kit.json"]), Ids(_folder["more/kit.json"]));
        Assert.Empty(old.Except(all, StringComparer.Ordinal));
        Assert.Equal(12, all.Count);
    }

    [Theory]
    [InlineData("akai", "known are decentsampler, folder, hydrogen, sfz")]
    [InlineData("wav,flac", "wav or flac, not both")]
    public async Task FormatsThatCannotBe_AreNamed(string formats, string reason)
    {
        var error = await Tad.FailAsync([.. _quick, "--format", formats, "--out", _folder["kit"]]);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["kit"]));
    }

    [Fact]
    public async Task AListThatIsNotThere_IsNamed()
        => Assert.Contains("none.json", await Tad.FailAsync("kit", "--from", _folder["none.json"]), StringComparison.Ordinal);

    [Fact]
    public async Task Hydrogen_SaysThatItsKitIsValid()
    {
        const string Checker = "/usr/bin/h2cli";
        Assert.SkipUnless(File.Exists(Checker), "Hydrogen's checker, h2cli, is not installed.");
        await Tad.SucceedAsync([.. _quick, "--variations", "2", "--format", "hydrogen", "--name", "Kit", "--out", _folder["kit"]]);

        var start = new ProcessStartInfo(Checker, ["--check", _folder["kit/Kit.h2drumkit"]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["QT_QPA_PLATFORM"] = "offscreen", ["HOME"] = _folder.Path },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("is valid", output, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    private static List<string> Ids(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. document.RootElement.GetProperty("drums").EnumerateArray()
                .SelectMany(drum => drum.GetProperty("sounds").EnumerateArray())
                .Select(sound => sound.GetProperty("id").GetString()!),
        ];
    }
}
