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
        ["TinyAudioDiffusion.Hub"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Training"] = ["TinyAudioDiffusion.Core", "TinyAudioDiffusion.Engine", "TinyAudioDiffusion.Models"],
        ["TinyAudioDiffusion.TorchSharp"] = ["TinyAudioDiffusion.Engine"],
        ["TinyAudioDiffusion.NAudio"] = ["TinyAudioDiffusion.Core"],
        ["TinyAudioDiffusion.Cli"] = ["TinyAudioDiffusion", "TinyAudioDiffusion.Hub", "TinyAudioDiffusion.Training"],
    };

    private static readonly string[] _integrations = ["TinyAudioDiffusion.NAudio", "TinyAudioDiffusion.TorchSharp"];

    public static TheoryData<string> Projects()
        => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_PointDownOnly(string project)
    {
        Assert.True(_allowed.TryGetValue(project, out var allowed), $"{project} has no place in the layer graph of this test.");
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        var references = file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        Assert.Empty(references.Except(allowed, StringComparer.Ordinal));
    }

    /// <summary>What needs packages that not every feed has stands apart, so that the default solution restores everywhere.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_EverySource_IsInItsSolution(string project)
    {
        var path = $"src/{project}/{project}.csproj";
        var (everywhere, integrations) = (Repository.Read("TinyAudioDiffusion.slnx"), Repository.Read("TinyAudioDiffusion.Integrations.slnx"));
        var (own, other) = _integrations.Contains(project, StringComparer.Ordinal) ? (integrations, everywhere) : (everywhere, integrations);
        Assert.Contains(path, own, StringComparison.Ordinal);
        Assert.DoesNotContain(path, other, StringComparison.Ordinal);
    }

    /// <summary>What a layer must not know, whatever its references bring along.</summary>
    [Theory]
    [InlineData("TinyAudioDiffusion.Engine", "TinyAudioDiffusion.Audio")]
    [InlineData("TinyAudioDiffusion.Engine", "System.IO")]
    [InlineData("TinyAudioDiffusion.Core", "TinyAudioDiffusion.Engine")]
    [InlineData("TinyAudioDiffusion.Core", "System.Net")]
    [InlineData("TinyAudioDiffusion.Models", "System.Net")]
    public void Layer_DoesNotUse_WhatIsNotItsBusiness(string project, string space)
    {
        var directive = $"using {space}";
        Assert.DoesNotContain(
            Repository.SourceFiles(Path.Combine("src", project)), file => File.ReadLines(file).Any(line => line.StartsWith(directive, StringComparison.Ordinal)));
    }
}
