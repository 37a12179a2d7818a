using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Benchmarks.Transforms;

/// <summary>A transform of the study and a network for it: levels four apart, from the transform's stride to 256 samples.</summary>
/// <param name="Name">How tables call it; the name of its folder.</param>
/// <param name="Stride">The number of samples from one of the network's places to the next.</param>
/// <param name="Configuration">The transform.</param>
/// <param name="IsDrawn">Whether a learned transform begins with random filters instead of bands.</param>
internal sealed record StudiedTransform(string Name, int Stride, TransformConfiguration Configuration, bool IsDrawn = false)
{
    private const int Deepest = 256;

    private static readonly Dictionary<int, int> _widths
        = new() { [1] = 16, [2] = 24, [4] = 32, [8] = 48, [16] = 64, [32] = 96, [64] = 112, [128] = 128, [256] = 128 };

    /// <summary>Gets the transforms of the study.</summary>
    public static IReadOnlyList<StudiedTransform> All { get; } =
    [
        new("raw", 1, TransformConfiguration.Raw),
        Patches(2), Patches(4), Patches(8),
        Learned(16, isDrawn: true), Learned(32, isDrawn: true), Learned(64, isDrawn: true),
        Learned(16, isDrawn: false), Learned(32, isDrawn: false), Learned(64, isDrawn: false),
    ];

    /// <summary>Gets the model that is trained.</summary>
    public ModelDescription Model
    {
        get
        {
            List<int> strides = [Stride];
            while (strides[^1] < Deepest)
                strides.Add(Math.Min(Deepest, 4 * strides[^1]));
            return new ModelDescription
            {
                Network = new UNetConfiguration
                {
                    InChannels = 2,
                    Channels = [.. strides.Select(stride => _widths[stride])],
                    Factors = [1, .. strides.Skip(1).Zip(strides, (stride, before) => stride / before)],
                    Items = [.. strides.Select(stride => stride == Deepest ? 2 : 1)],
                    Attentions = [.. strides.Select(stride => stride == Deepest ? 1 : 0)],
                    ContextChannels = [.. strides.Select(_ => 4)],
                    AttentionHeads = 4,
                    AttentionFeatures = 32,
                    ModulationFeatures = 128,
                },
                Transform = Configuration,
                Audio = new AudioShape(SampleRate: 44100, Channels: 2, Length: 32768),
                DataScale = 4f,
                PositionContext = true,
                ClassLabels = ["kick", "snare", "hihat", "percussion"],
            };
        }
    }

    private static StudiedTransform Patches(int patch)
        => new($"patches of {patch}", patch, new TransformConfiguration(TransformNames.Patching) { Settings = Settings(("patch", patch)) });

    private static StudiedTransform Learned(int window, bool isDrawn) => new(
        $"{(isDrawn ? "learned" : "lapped")} {window}", window / 2,
        new TransformConfiguration(TransformNames.Learned)
        {
            Settings = Settings(("filters", window), ("window", window), ("stride", window / 2)),
        },
        isDrawn);

    private static Dictionary<string, int> Settings(params (string Name, int Value)[] settings)
        => settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
}
