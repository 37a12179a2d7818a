using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Zoo;

public sealed class FolderModelSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tad-tests-");
    private readonly FolderModelSource _source = new();

    public FolderModelSourceTests()
    {
        foreach (var name in new[] { "model.safetensors", "model.json", "kick.ckpt", "config.YAML", "notes.txt" })
            File.WriteAllText(Path.Combine(_folder.FullName, name), name);
        _folder.CreateSubdirectory("inner");
        File.WriteAllText(Path.Combine(_folder.FullName, "inner", "deep.json"), "");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Folder_GivesAllFilesDirectlyInIt()
        => Assert.Equal(["config.YAML", "kick.ckpt", "model.json", "model.safetensors", "notes.txt"], await Names(""));

    [Theory]
    [InlineData("kick.ckpt")]
    [InlineData("model.safetensors")]
    public async Task WeightsFile_GivesItselfFirst_ThenTheDescriptions(string name)
        => Assert.Equal([name, "config.YAML", "model.json"], await Names(name));

    [Fact]
    public async Task Description_GivesItselfFirst_ThenEverythingElse()
        => Assert.Equal(["model.json", "config.YAML", "kick.ckpt", "model.safetensors", "notes.txt"], await Names("model.json"));

    [Fact]
    public async Task Files_OpenAndTellTheirPath()
    {
        var files = await _source.FetchAsync(_folder.FullName, new(), null, CancellationToken.None);

        var file = Assert.IsType<ModelFile>(files.Find("MODEL.json"));
        using var reader = new StreamReader(file.OpenRead());
        Assert.Equal("model.json", await reader.ReadToEndAsync());
        Assert.Equal(Path.Combine(_folder.FullName, "model.json"), file.DisplayPath);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("model.json", true)]
    [InlineData("nothing", false)]
    [InlineData("bad\0path", false)]
    public void Knows_WhatExists(string name, bool expected)
        => Assert.Equal(expected, _source.Knows(Path.Combine(_folder.FullName, name)));

    [Fact]
    public async Task Missing_Throws() => await Assert.ThrowsAsync<ModelNotFoundException>(() => Names("gone"));

    private async Task<string[]> Names(string name)
    {
        var files = await _source.FetchAsync(Path.Combine(_folder.FullName, name), new(), null, CancellationToken.None);
        return [.. files.Files.Select(file => file.Name)];
    }
}
