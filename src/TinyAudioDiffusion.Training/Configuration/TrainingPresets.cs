using TinyAudioDiffusion.Models.Autoencoder;
using TinyAudioDiffusion.Models.Conditions;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>Configurations to begin with.</summary>
public static class TrainingPresets
{
    /// <summary>
    /// Gets the one for trying things out: a network that learns a single short sound by heart in minutes. 0.19 s of stereo.
    /// </summary>
    public static TrainingConfiguration Tiny { get; } = new()
    {
        Model = new ModelDescription
        {
            Network = new UNetConfiguration
            {
                InChannels = 2,
                Channels = [32, 64, 96],
                Factors = [1, 4, 4],
                Items = [1, 1, 2],
                Attentions = [0, 0, 1],
                AttentionHeads = 4,
                AttentionFeatures = 16,
                ModulationFeatures = 128,
            },
            Transform = Strided,
            Audio = new AudioShape(SampleRate: 44100, Channels: 2, Length: 8192),
            DataScale = 4f,
        },
        Batch = 8,
        Steps = 3000,
        Rate = new() { Peak = 3e-3, WarmUp = 50, Decay = RateDecay.Cosine },
        Optimizer = new() { Beta1 = 0.9, Beta2 = 0.99, Clip = 1 },
        Average = new() { Decay = 0.99 },
        Validation = new() { Interval = 250, Clips = 32 },
        Samples = new() { Interval = 1000, Count = 1 },
    };

    /// <summary>
    /// Gets the one for a quarter of an hour on a laptop: the published form of sound, 1 GFLOP a pass instead of 37. The network of the
    /// built-in model "drums", which learned most in a given time of those that were compared (docs/built-in-model.md), with a gate around
    /// it (decision 31).
    /// </summary>
    public static TrainingConfiguration Small { get; } = new()
    {
        Model = new ModelDescription
        {
            Network = new UNetConfiguration
            {
                InChannels = 2,
                Channels = [48, 64, 128, 192],
                Factors = [1, 2, 4, 4],
                Items = [1, 1, 1, 2],
                Attentions = [0, 0, 0, 1],
                AttentionHeads = 4,
                AttentionFeatures = 32,
                ModulationFeatures = 256,
                ContextChannels = [4, 4, 4, 4],
                GatedSkips = [1, 0, 0, 0],
            },
            Transform = Strided,
            Audio = new AudioShape(SampleRate: 44100, Channels: 2, Length: 32768),
            DataScale = 4f,
            PositionContext = true,
        },
        Batch = 8,
        Seconds = 900,
        Rate = new() { Peak = 3e-3, WarmUp = 100, Decay = RateDecay.Cosine, Floor = 0.02 },
        Optimizer = new() { Beta1 = 0.9, Beta2 = 0.99, Clip = 1 },
        Average = new() { Decay = 0.998 },
        Validation = new() { Interval = 500, Clips = 64 },
        Samples = new() { Interval = 500, Count = 4 },
        SaveInterval = 250,
    };

    /// <summary>Gets the published network as the reference trains it: every step takes minutes, and a training weeks.</summary>
    public static TrainingConfiguration Published { get; } = new()
    {
        Model = PublishedConfiguration.Model,
        Accumulation = 32,
        Steps = 30_000,
        Average = MovingAverageOptions.Reference,
        Objective = new() { NoiseLevels = NoiseLevelDistribution.Uniform },
        Validation = new() { Interval = 30, Clips = 64 },
        Samples = new() { Interval = 100, Steps = 50 },
        LogInterval = 1,
        SaveInterval = 20,
    };

    /// <summary>
    /// Gets the one for an upsampler from a quarter of the sample rate, as of 11 kHz, to 44.1 kHz. 0.37 s of stereo; 0.6 million
    /// parameters.
    /// </summary>
    public static TrainingConfiguration Upsampler { get; } = Hearing(ConditionConfiguration.Upsampler(4), channels: 2);

    /// <summary>
    /// Gets the one for a vocoder from 80 mel bands, a frame of 1024 samples every 256. Each channel by itself; 0.37 s.
    /// </summary>
    public static TrainingConfiguration Vocoder { get; } = Hearing(ConditionConfiguration.Vocoder(1024, 256, 80), channels: 1);

    /// <summary>
    /// Gets the one for an autoregressive model, which goes on for as long as it is asked to: 0.37 s of stereo in 8 splits with noise
    /// levels of their own; 0.4 million parameters.
    /// </summary>
    public static TrainingConfiguration Autoregressive { get; } = QuarterHour(new ModelDescription
    {
        Network = ThreeLevels(inChannels: 3, outChannels: 2) with { UseModulation = false, UseTimeConditioning = false },
        Transform = Strided,
        Splits = 8,
        Audio = new AudioShape(SampleRate: 44100, Channels: 2, Length: 16384),
        DataScale = 4f,
    });

    /// <summary>
    /// Gets the one for an autoencoder with a mel encoder, for morphs between any two sounds: 0.37 s of stereo become 128 steps of 8
    /// values, a 32nd of the samples; 0.7 million parameters.
    /// </summary>
    public static TrainingConfiguration Autoencoder { get; } = QuarterHour(new ModelDescription
    {
        Network = ThreeLevels(inChannels: 2, outChannels: 2) with { ContextChannels = [0, 0, 8] },
        Transform = Strided,
        Encoder = EncoderConfiguration.Mel(level: 2, latent: 8, channels: 64, blocks: 2, frame: 512, hop: 128, bands: 64),
        Audio = new AudioShape(SampleRate: 44100, Channels: 2, Length: 16384),
        DataScale = 4f,
    });

    /// <summary>
    /// Gets the one for a model that reads text, from captions that were written or from sounds that are described: 0.37 s of stereo; up to
    /// 12 words, each a token of 32 numbers; 0.7 million parameters.
    /// </summary>
    public static TrainingConfiguration Text { get; } = QuarterHour(new ModelDescription
    {
        Network = ThreeLevels(inChannels: 2, outChannels: 2) with
        {
            ContextChannels = [4, 4, 4],
            GatedSkips = [1, 0, 0],
            CrossAttentions = [0, 1, 1],
            AttentionHeads = 4,
            AttentionFeatures = 16,
            EmbeddingFeatures = 32,
            EmbeddingMaxLength = 12,
            UseNullEmbedding = true,
        },
        TextEmbedder = TextEmbedderNames.Words,
        Transform = Strided,
        Audio = new AudioShape(SampleRate: 44100, Channels: 2, Length: 16384),
        DataScale = 4f,
        PositionContext = true,
    });

    private static TrainingConfiguration Hearing(ConditionConfiguration condition, int channels) => QuarterHour(new ModelDescription
    {
        Network = ThreeLevels(2 * channels, channels),
        Transform = Strided,
        Condition = condition,
        Audio = new AudioShape(SampleRate: 44100, channels, Length: 16384),
        DataScale = 4f,
    });

    private static UNetConfiguration ThreeLevels(int inChannels, int outChannels) => new()
    {
        InChannels = inChannels,
        OutChannels = outChannels,
        Channels = [32, 64, 96],
        Factors = [1, 4, 4],
        Items = [1, 1, 2],
        ModulationFeatures = 128,
    };

    private static TrainingConfiguration QuarterHour(ModelDescription model) => new()
    {
        Model = model,
        Batch = 8,
        Seconds = 900,
        Rate = new() { Peak = 3e-3, WarmUp = 50, Decay = RateDecay.Cosine, Floor = 0.02 },
        Optimizer = new() { Beta1 = 0.9, Beta2 = 0.99, Clip = 1 },
        Average = new() { Decay = 0.99 },
        Validation = new() { Interval = 250, Clips = 32 },
        Samples = new() { Interval = 1000, Count = 2 },
    };

    private static TransformConfiguration Strided => new(TransformNames.Learned)
    {
        Settings = new Dictionary<string, int>(StringComparer.Ordinal) { ["filters"] = 16, ["window"] = 16, ["stride"] = 8 },
    };

    /// <summary>Gets all configurations by their names.</summary>
    public static IReadOnlyDictionary<string, TrainingConfiguration> All { get; } =
        new Dictionary<string, TrainingConfiguration>(StringComparer.OrdinalIgnoreCase)
        {
            ["tiny"] = Tiny,
            ["small"] = Small,
            ["published"] = Published,
            ["upsampler"] = Upsampler,
            ["vocoder"] = Vocoder,
            ["autoregressive"] = Autoregressive,
            ["autoencoder"] = Autoencoder,
            ["text"] = Text,
        };
}
