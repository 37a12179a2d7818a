namespace TinyAudioDiffusion.Repository.Tests;

/// <summary>Rules of CONTRIBUTING.md that a machine can check.</summary>
public sealed class HouseRuleTests
{
    private const int MostLines = 400;

    [Fact]
    public void Files_StayShort()
    {
        Assert.DoesNotContain(Repository.SourceFiles("src"), file => File.ReadLines(file).Count() > MostLines);
    }

    [Theory]
    [InlineData("Utils")]
    [InlineData("Helper")]
    [InlineData("Helpers")]
    [InlineData("Manager")]
    public void Names_SayWhatAThingIs(string nothing)
        => Assert.DoesNotContain(
            Repository.SourceFiles("src", "tests"),
                file => Path.GetFileNameWithoutExtension(file).EndsWith(nothing, StringComparison.Ordinal));

    [Fact]
    public void NugetConfig_NamesNoRegistry()
        => Assert.DoesNotContain("http", Repository.Read("nuget.config"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Readme_TestCommand_IsTheOneThatCiRuns()
    {
        const string Command = "dotnet test TinyAudioDiffusion.slnx -c Release";
        Assert.Contains(Command, Repository.Read("README.md"), StringComparison.Ordinal);
        Assert.Contains(Command, Repository.Read(Path.Combine(".ci", "run")), StringComparison.Ordinal);
    }
}
