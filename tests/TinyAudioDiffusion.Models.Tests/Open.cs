using Microsoft.Extensions.Logging.Abstractions;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests;

/// <summary>The formats, as tests open models with them.</summary>
internal static class Open
{
    private static readonly ModelLoader _loader
        = new(new ManagedEngine(new ManagedEngineOptions { Threads = 1 }), NetworkFixture.Transforms, NullLogger<ModelLoader>.Instance);

    public static LightningFormat LightningFormat { get; } = new(_loader);

    public static FolderFormat FolderFormat { get; } = new(_loader);

    public static ReferenceFormat ReferenceFormat { get; } = new(_loader);

    public static OpenedModel Lightning(ModelFiles files, WeightSet weights = WeightSet.Online, string? configuration = null)
        => LightningFormat.Open(files, new ModelLoadOptions { Weights = weights, ConfigurationPath = configuration });

    public static OpenedModel Folder(ModelFiles files, WeightSet weights = WeightSet.Online)
        => FolderFormat.Open(files, new ModelLoadOptions { Weights = weights });

    public static OpenedModel Reference(ModelFiles files) => ReferenceFormat.Open(files, new ModelLoadOptions());
}
