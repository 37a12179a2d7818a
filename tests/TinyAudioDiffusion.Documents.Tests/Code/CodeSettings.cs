namespace TinyAudioDiffusion.Documents.Tests.Code;

/// <summary>The blocks of C# that are not whole programs, and those that are not run, with the reason.</summary>
internal static class CodeSettings
{
    private const string Services = "var services = new ServiceCollection();";

    private const string Provider = $"""
        {Services}
        services.AddTinyAudioDiffusion();
        await using var provider = services.BuildServiceProvider();
        """;

    public static IReadOnlyList<CodeSetting> All { get; } =
    [
        new("src/TinyAudioDiffusion.AspNetCore/README.md", "using Microsoft.AspNetCore.Builder;")
        {
            WhyNotRun = "it serves until it is stopped; DrumServiceTests does so",
        },
        new("docs/beats.md", "await using var performance")
        {
            Before = $"""
                {Provider}
                var studio = provider.GetRequiredService<IDrumStudio>();
                var groove = BuiltInGrooves.Get("rock");
                """,
            WhyNotRun = "it plays on a device",
        },
        new("docs/built-in-data.md", "var data = ") { Before = "var samples = new float[2 * 32768];" },
        new("docs/embedding.md", "using Microsoft.AspNetCore.Builder;")
        {
            WhyNotRun = "it serves until it is stopped; DrumServiceTests does so",
        },
        new("docs/extending/operation.md", "public Tensor Modulate")
        {
            QuotedFrom = "src/TinyAudioDiffusion.Engine/TensorEngine.Modulation.cs",
        },
        new("docs/extending/operation.md", "(Tensor X, Tensor ScaleAndShift) ModulateBackward")
        {
            QuotedFrom = "src/TinyAudioDiffusion.Engine/Differentiation/IGradientOperations.cs",
        },
        new("docs/extending/operation.md", "return tape.Record(inner.Modulate")
        {
            QuotedFrom = "src/TinyAudioDiffusion.Engine/Differentiation/RecordingEngine.cs",
        },
        new("docs/naudio.md", "using Microsoft.Extensions.DependencyInjection;") { WhyNotRun = "it plays on a device" },
        new("docs/naudio.md", "services.AddSingleton<IAudioBackend>") { Before = Services },
        new("docs/naudio.md", "var sampler = ")
        {
            Before = $"""
                {Provider}
                var generator = provider.GetRequiredService<IDrumGenerator>();
                var player = new SilentPlayer();
                """,
        },
        new("docs/naudio.md", "using NAudio.Wave;")
        {
            Before = """
                var snare = new AudioClip(new float[44100], channels: 1, sampleRate: 44100);
                var sampler = new DrumSampler(sampleRate: 44100);
                """,
        },
        new("docs/naudio.md", "var found = ") { Before = Provider },
        new("docs/samplers.md", "services.AddTinyAudioDiffusion()") { Before = Services },
        new("docs/torchsharp.md", "services.AddTinyAudioDiffusion()") { Before = Services },
        new("docs/torchsharp.md", ".UseTorchSharp(o =>") { Before = $"{Services} services.AddTinyAudioDiffusion()", After = ";" },
        new("docs/training.md", "using var engine = ")
        {
            Before = """
                Registry<ITransformFactory> transforms = null!;
                IProgress<TrainingProgress>? progress = null;
                var cancellationToken = CancellationToken.None;
                """,
            WhyNotRun = "it trains for hours",
        },
        new("docs/upsampler.md", "var services") { WhyNotRun = "it needs the training above" },
        new("docs/long-sounds.md", "var services") { WhyNotRun = "it needs the training above" },
        new("docs/autoencoder.md", "var services") { WhyNotRun = "it needs the training above" },
        new("docs/vocoder.md", "var services") { WhyNotRun = "it needs the training above" },
        new("docs/verbs.md", "await foreach (var frame")
        {
            Before = $$"""
                {{Provider}}
                var studio = provider.GetRequiredService<IDrumStudio>();
                static void Play(AudioClip clip) { }
                """,
        },
        new("src/TinyAudioDiffusion.DanceDiffusion/README.md", "using ") { WhyNotRun = "it downloads 886 MB" },
        new("src/TinyAudioDiffusion.Hub/README.md", "using ") { WhyNotRun = "it downloads 509 MB" },
        new("src/TinyAudioDiffusion.NAudio/README.md", "using ") { WhyNotRun = "it plays on a device" },
        new("src/TinyAudioDiffusion.TorchSharp/README.md", "services.") { Before = Services },
    ];

    /// <summary>Finds the setting of a block: the empty one for a whole program.</summary>
    public static CodeSetting Of(CodeBlock block) => All.FirstOrDefault(setting => setting.IsOf(block)) ?? new(block.Document, "");
}
