namespace TinyAudioDiffusion.Repository.Tests;

/// <summary>Rules of CONTRIBUTING.md that a machine can check.</summary>
public sealed class HouseRuleTests
{
    private const int MostLines = 400;

    [Fact]
    public void Files_StayShort()
    {
        // The micro-kernels are spelt out on purpose; they are read as one pattern.
        var tooLong = Repository.SourceFiles("src").Where(file => !file.EndsWith("TileGemm.Micro.cs", StringComparison.Ordinal) && File.ReadLines(file).Count() > MostLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Names_SayWhatAThingIs()
        => Assert.Empty(Repository.SourceFiles("src", "tests")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name!.EndsWith("Utils", StringComparison.Ordinal) || name.EndsWith("Helper", StringComparison.Ordinal)
                || name.EndsWith("Helpers", StringComparison.Ordinal) || name.EndsWith("Manager", StringComparison.Ordinal)));

    [Fact]
    public void NugetConfig_NamesNoRegistry() => Assert.DoesNotContain("http", Repository.Read("nuget.config"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Readme_TestCommand_IsTheOneThatCiRuns()
    {
        const string Command = "dotnet test TinyAudioDiffusion.slnx -c Release";
        Assert.Contains(Command, Repository.Read("README.md"), StringComparison.Ordinal);
        Assert.Contains(Command, Repository.Read(Path.Combine(".ci", "run")), StringComparison.Ordinal);
    }
}
