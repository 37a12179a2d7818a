using System.Text.Json;
using System.Xml.Linq;
using TinyAudioDiffusion.Cli.CommandLine;

namespace TinyAudioDiffusion.Cli.Tests.New;

public sealed class NewCommandTests
{
    [Fact]
    public async Task Console_IsAProjectOfTheFoldersName_ThatTakesThisVersion()
    {
        using var folder = new TemporaryFolder();
        var run = await Tad.SucceedAsync("new", "console", folder["my-drums"]);

        var project = XDocument.Load(folder["my-drums/my-drums.csproj"]);
        var package = Assert.Single(project.Descendants("PackageReference"));
        Assert.Equal("TinyAudioDiffusion", package.Attribute("Include")!.Value);
        Assert.Equal(ProgramVersion.Number, package.Attribute("Version")!.Value);
        Assert.Contains("AddTinyAudioDiffusion()", await File.ReadAllTextAsync(folder["my-drums/Program.cs"]), StringComparison.Ordinal);
        Assert.Contains("dotnet run", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_IsAServiceWithAPage_ThatTakesThisVersion()
    {
        using var folder = new TemporaryFolder();
        await Tad.SucceedAsync("new", "web", folder["my-service"]);

        var project = XDocument.Load(folder["my-service/my-service.csproj"]);
        Assert.Equal(
            [("TinyAudioDiffusion", ProgramVersion.Number), ("TinyAudioDiffusion.AspNetCore", ProgramVersion.Number)],
            project.Descendants("PackageReference")
                .Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value)));
        Assert.Contains("MapDrums", await File.ReadAllTextAsync(folder["my-service/Program.cs"]), StringComparison.Ordinal);
        Assert.Contains("/drums/sound", await File.ReadAllTextAsync(folder["my-service/wwwroot/index.html"]), StringComparison.Ordinal);
        Assert.Equal(3, Directory.EnumerateFiles(folder["my-service"], "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Training_HasAConfigurationThatTrainTakes_AndCommandsThatAreUnderstood()
    {
        using var folder = new TemporaryFolder();
        await Tad.SucceedAsync("new", "training", folder["mine"]);

        using var configuration = JsonDocument.Parse(await File.ReadAllTextAsync(folder["mine/configuration.json"]));
        Assert.Equal(JsonValueKind.Object, configuration.RootElement.ValueKind);
        var commands = (await File.ReadAllTextAsync(folder["mine/README.md"])).Split('`')
            .Where(text => text.StartsWith("tad ", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, commands.Count);
        Assert.All(commands, command => Assert.Empty(TadApplication.FindErrors(command.Split(' ')[1..])));

        var trained = await Tad.SucceedAsync(
            "train", "synthetic:kick", "--preset", "tiny", "--configuration", folder["mine/configuration.json"], "--steps", "1",
            "--out", folder["run"]);
        Assert.NotEmpty(trained.Output);
    }

    [Fact]
    public async Task Folder_ThatIsNotEmpty_IsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["mine.txt"], "mine");

        Assert.Contains("is not empty", await Tad.FailAsync("new", "console", folder.Path), StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
