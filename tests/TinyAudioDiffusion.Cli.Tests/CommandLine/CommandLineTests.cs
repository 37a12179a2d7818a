using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.CommandLine;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("genrate")]
    [InlineData("generate")]
    [InlineData("generate zorbly")]
    [InlineData("generate kick --steps many")]
    [InlineData("generate kick --steps 0")]
    [InlineData("generate kick -n 0")]
    [InlineData("generate kick --length -4")]
    [InlineData("generate kick --seed 1.5")]
    [InlineData("generate kick --threads 0")]
    [InlineData("generate kick --depth 12")]
    [InlineData("generate kick --weights best")]
    [InlineData("inspect")]
    [InlineData("convert only-in")]
    [InlineData("tensor predict --model here")]
    [InlineData("tensor sample --steps 10001 --model m --input i --output o")]
    [InlineData("models --frobnicate")]
    public async Task Run_WithWrongUsage_ExitsWith2AndAHint(string line)
    {
        var run = await Tad.RunAsync(line.Split(' '));

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help\" shows what there is.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "generate")]
    [InlineData("--help", "convert")]
    [InlineData("generate --help", "tad generate kick")]
    [InlineData("inspect -h", "--tensors")]
    [InlineData("convert --help", "--half")]
    [InlineData("models --help", "--json")]
    [InlineData("tensor", "predict")]
    [InlineData("tensor predict --help", "--embedding-scale")]
    [InlineData("tensor sample --help", "--schedule")]
    public async Task Help_TeachesTheCommand(string line, string expected)
    {
        var run = await Tad.SucceedAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n').TakeWhile(text => !text.StartsWith("Example", StringComparison.Ordinal)),
            text => Assert.True(text.Length <= 100, text));
    }

    [Theory]
    [InlineData("train --out run --preset huge", "train --out run --config huge", "--config ")]
    [InlineData("train d --out run --configuration none.json", "train d --out run --recipe none.json", "--recipe")]
    [InlineData("train --resume run --model-config none.yaml", "train --resume run --yaml none.yaml", "--yaml")]
    [InlineData("generate --model m --model-config none.yaml", "generate --model m --config none.yaml", "--config ")]
    [InlineData("bench --gradient-checkpointing --batch 0", "bench --checkpointing --batch 0", " --checkpointing")]
    public async Task OldName_OfAnOption_WorksAndIsNotInTheHelp(string line, string oldLine, string oldName)
    {
        Assert.Equal(await Tad.FailAsync(line.Split(' ')), await Tad.FailAsync(oldLine.Split(' ')));
        Assert.DoesNotContain(oldName, (await Tad.SucceedAsync(line.Split(' ')[0], "--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_NamesTheProgram()
        => Assert.Matches(@"^tad \d+\.\d+\.\d+\S*$", (await Tad.SucceedAsync("--version")).Output.Trim());

    [Fact]
    public async Task Run_WithRedirectedStreams_WritesNoEscapeCodes()
    {
        var inspected = await Tad.SucceedAsync("inspect", Fixtures.Torch2);
        var failed = await Tad.RunAsync("inspect", "nowhere");

        Assert.DoesNotContain('\u001b', inspected.Output);
        Assert.DoesNotContain('\u001b', failed.Error);
    }

    [Fact]
    public async Task Models_ListsThePublishedOnes_WithSizeAndLicence()
    {
        Assert.Contains("crlandsc/tiny-audio-diffusion-snares", (await Tad.SucceedAsync("models")).Output, StringComparison.Ordinal);

        using var json = System.Text.Json.JsonDocument.Parse((await Tad.SucceedAsync("models", "--json")).Output);
        var models = json.RootElement.GetProperty("models").EnumerateArray().ToList();
        Assert.Single(models, model => model.GetProperty("id").GetString() == "drums");
        models.RemoveAll(model => !model.GetProperty("id").GetString()!.StartsWith("crlandsc/", StringComparison.Ordinal));
        Assert.Equal(4, models.Count);
        Assert.All(models, model => Assert.Equal(509_000_000, model.GetProperty("sizeInBytes").GetInt64()));
        Assert.All(models, model => Assert.Contains("commercial", model.GetProperty("licence").GetString(), StringComparison.Ordinal));
        Assert.All(models, model => Assert.False(model.TryGetProperty("cachedBytes", out _)));
    }
}
