using System.Xml.Linq;

namespace TinyAudioDiffusion.Repository.Tests;

/// <summary>Layers point one way: what each project may reference, asserted from the project files.</summary>
public sealed class LayerGraphTests
{
    private static readonly Dictionary<string, string[]> _allowed = new(StringComparer.Ordinal)
    {
        ["TinyAudioDiffusion.Engine"] = [],
        ["TinyAudioDiffusion.Core"] = [],
        ["TinyAudioDiffusion.Models"] = ["TinyAudioDiffusion.Core", "TinyAudioDiffusion.Engine"],
        ["TinyAudioDiffusion"] = ["TinyAudioDiffusion.Core", "TinyAudioDiffusion.Models"],
        ["TinyAudioDiffusion.AspNetCore"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Extensions.AI"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Hub"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Synthesis"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Evaluation"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Training"] =
            ["TinyAudioDiffusion.Core", "TinyAudioDiffusion.Engine", "TinyAudioDiffusion.Models", "TinyAudioDiffusion.Synthesis",
                "TinyAudioDiffusion.Evaluation"],
        ["TinyAudioDiffusion.DanceDiffusion"] = ["TinyAudioDiffusion.Core", "TinyAudioDiffusion.Engine", "TinyAudioDiffusion.Models"],
        ["TinyAudioDiffusion.TorchSharp"] = ["TinyAudioDiffusion.Core", "TinyAudioDiffusion.Engine"],
        ["TinyAudioDiffusion.NAudio"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Cli"] = ["TinyAudioDiffusion", "TinyAudioDiffusion.Hub", "TinyAudioDiffusion.DanceDiffusion",
            "TinyAudioDiffusion.NAudio", "TinyAudioDiffusion.Synthesis", "TinyAudioDiffusion.Evaluation", "TinyAudioDiffusion.Training"],
        ["TinyAudioDiffusion.Templates"] = [],
        ["TinyAudioDiffusion.Cli.TorchSharp"] = ["TinyAudioDiffusion.Cli", "TinyAudioDiffusion.TorchSharp"],
    };

    /// <summary>The projects of the folders in <c>src</c>; what lies deeper, such as the content of templates, is none of ours.</summary>
    public static TheoryData<string> Projects()
        => [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_PointDownOnly(string project)
    {
        Assert.True(_allowed.TryGetValue(project, out var allowed), $"{project} has no place in the layer graph of this test.");
        Assert.Empty(References($"src/{project}/{project}.csproj").Except(allowed, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_EverySource_IsInTheSolution(string project)
        => Assert.Contains($"src/{project}/{project}.csproj", Solution(Repository.DefaultSolution), StringComparer.Ordinal);

    /// <summary>libtorch is up to 1.2 GB: only what asks for it by name may restore it.</summary>
    [Fact]
    public void DefaultRestore_DoesNotBringLibtorch()
    {
        foreach (var project in Solution(Repository.DefaultSolution))
        {
            var lockFile = Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, "packages.lock.json");
            Assert.True(File.Exists(lockFile), $"{project} has no lock file.");
            Assert.DoesNotContain("libtorch", File.ReadAllText(lockFile), StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>What a layer must not know, whatever its references bring along.</summary>
    [Theory]
    [InlineData("TinyAudioDiffusion.Engine", "TinyAudioDiffusion.Audio")]
    [InlineData("TinyAudioDiffusion.Engine", "System.IO")]
    [InlineData("TinyAudioDiffusion.Core", "TinyAudioDiffusion.Engine")]
    [InlineData("TinyAudioDiffusion.Core", "System.Net")]
    [InlineData("TinyAudioDiffusion.Models", "System.Net")]
    [InlineData("TinyAudioDiffusion.Evaluation", "System.Net")]
    [InlineData("TinyAudioDiffusion.Training", "System.Net")]
    public void Layer_DoesNotUse_WhatIsNotItsBusiness(string project, string space)
    {
        var directive = $"using {space}";
        Assert.DoesNotContain(
            Repository.SourceFiles(Path.Combine("src", project)),
                file => File.ReadLines(file).Any(line => line.StartsWith(directive, StringComparison.Ordinal)));
    }

    private static List<string> Solution(string solution)
        => [.. XDocument.Parse(Repository.Read(solution)).Descendants("Project").Select(project => (string)project.Attribute("Path")!)];

    private static IEnumerable<string> References(string project)
        => XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
}
