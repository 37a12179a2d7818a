using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats;

/// <summary>Which format takes which files: the content decides, and a file that the location names.</summary>
public sealed class ModelFinderTests : IDisposable
{
    private const string Ours = """{"formatVersion": 1, "network": {}}""";
    private const string Reference = """{"config": {}}""";

    private readonly ServiceProvider _services;

    public ModelFinderTests()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddNetworkModels();
        _services = services.BuildServiceProvider();
    }

    private ModelFinder Finder => _services.GetRequiredService<ModelFinder>();

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("model-folder", null, "model.json", "model.safetensors")]
    [InlineData("model-folder", null, "model.json", "kick.safetensors")]
    [InlineData("model-folder", null, "model.json", "config.json", "model.safetensors")]
    [InlineData("model-folder", null, "model.json", "model.safetensors", "kicks.ckpt")]
    [InlineData("model-folder", "model.json", "model.json", "model.safetensors", "kicks.ckpt")]
    [InlineData("model-folder", "model.safetensors", "model.json", "model.safetensors", "kicks.ckpt")]
    [InlineData("lightning", "kicks.ckpt", "model.json", "model.safetensors", "kicks.ckpt")]
    [InlineData("lightning", null, "kicks.ckpt", "config.yaml")]
    [InlineData("lightning", "config.yaml", "kicks.ckpt", "config.yaml")]
    [InlineData("lightning", null, "weights.bin", "config.yaml")]
    [InlineData("lightning", "weights", "weights", "config.yaml")]
    [InlineData("reference", null, "config.json", "model.safetensors")]
    [InlineData("reference", "config.json", "model.json", "config.json", "model.safetensors")]
    [InlineData("lightning", null, "config.json", "damaged.ckpt", "config.yaml")]
    [InlineData("model-folder", null, "damaged model.json", "model.safetensors")]
    [InlineData("lightning", null, "damaged model.json", "kicks.ckpt")]
    public void FormatOf_NamesAndContent_TakesWhatFitsBest(string expected, string? named, params string[] names)
        => Assert.Equal(expected, Finder.FormatOf(Files(named, names)).Name);

    [Theory]
    [InlineData("holds no files")]
    [InlineData("known formats are lightning, model-folder, reference", "notes.txt", "a.yaml")]
    [InlineData("(music.zip)", "music.zip")]
    [InlineData("(config.json)", "config.json")]
    public void FormatOf_NoModel_IsRefusedAndSaysWhatWasFound(string reason, params string[] names)
        => Refusal.Of(() => Finder.FormatOf(Files(null, names)), reason);

    [Fact]
    public void Open_FormatWithoutANetwork_SaysSo()
    {
        var finder = new ModelFinder(new("model source", []), new("model format", [new ToneFormat()]));
        Refusal.Of(
            () => new ModelOpener(finder).Open(Files(null, "tone.txt"), new ModelLoadOptions()),
            "of the format \"tone\", which makes sound but holds no network");
    }

    private static ModelFiles Files(string? named, params string[] names)
    {
        ModelFile[] files = [.. names.Select(
            name => InMemory.File(ContentOf(name), "memory/" + name.Replace("damaged ", "", StringComparison.Ordinal)))];
        return new ModelFiles("memory", files) { Named = files.FirstOrDefault(file => file.Name == named) };
    }

    private static byte[] ContentOf(string name) => name switch
    {
        "model.json" => System.Text.Encoding.UTF8.GetBytes(Ours),
        "config.json" => System.Text.Encoding.UTF8.GetBytes(Reference),
        "kicks.ckpt" or "weights.bin" or "weights" => Fixtures.Bytes("checkpoint/torch2.ckpt"),
        "music.zip" => [.. "PK\u0003\u0004"u8, .. new byte[600]],
        _ => [1, 2, 3],
    };

    private sealed class ToneFormat : IModelFormat
    {
        public string Name => "tone";

        public FormatFit Probe(ModelFiles files) => FormatFit.Content;

        public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
