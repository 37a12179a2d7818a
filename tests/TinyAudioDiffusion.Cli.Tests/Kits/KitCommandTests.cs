using System.Globalization;

namespace TinyAudioDiffusion.Cli.Tests.Kits;

/// <summary><c>tad kit</c> with the built-in model.</summary>
public sealed class KitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OneSoundOfEachDrum_AndAPicture()
    {
        var run = await Tad.RunAsync(["kit", "--seed", "7", "--steps", "2", "--out", _folder["kit"], "--picture", _folder["kit.svg"]]);

        Assert.True(run.ExitCode == 0, run.Error);
        string[] names =
        [
            "kick-7.wav", "snare-7.wav", "rim-8.wav", "clap-9.wav", "closed-hat-7.wav", "open-hat-8.wav", "low-tom-12.wav",
            "high-tom-16.wav", "cowbell-22.wav", "crash-15.wav", "ride-17.wav",
        ];
        Assert.Equal(names.Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder["kit"]).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Contains(name, run.Output, StringComparison.Ordinal));
        Assert.StartsWith(
            "<svg", await File.ReadAllTextAsync(_folder["kit.svg"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutASeed_TheKitSharesOne()
    {
        var run = await Tad.RunAsync(["kit", "--steps", "1", "--length", "2048", "--out", _folder["kit"]]);

        Assert.True(run.ExitCode == 0, run.Error);
        var seeds = Directory.GetFiles(_folder["kit"])
            .Select(file => ulong.Parse(Path.GetFileNameWithoutExtension(file).Split('-')[^1], CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(seeds.Max() - seeds.Min(), 0UL, 15UL); // a place next to the kit's own for each variant of a drum
    }

    [Fact]
    public async Task Variations_AreLayersAndTurns_OfTheNamedDrums()
    {
        var run = await Tad.RunAsync(
            ["kit", "--parts", "kick, 42", "--variations", "2", "--layers", "2", "--seed", "7", "--steps", "1", "--length", "2048", "--out",
                _folder["kit"]]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            ["closed-hat-v127-7-2.wav", "closed-hat-v127-7.wav", "closed-hat-v64-7-2.wav", "closed-hat-v64-7.wav", "kick-v127-7-2.wav",
                "kick-v127-7.wav", "kick-v64-7-2.wav", "kick-v64-7.wav"],
            Directory.GetFiles(_folder["kit"]).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ADrumThatIsNone_IsNamed()
    {
        var run = await Tad.RunAsync(["kit", "--parts", "kick,piano", "--out", _folder["kit"]]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no drum \"piano\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownModel_IsAnError_AndWritesNothing()
    {
        var run = await Tad.RunAsync(["kit", "--model", "no-such-model", "--out", _folder["kit"]]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.False(Directory.Exists(_folder["kit"]));
    }
}
