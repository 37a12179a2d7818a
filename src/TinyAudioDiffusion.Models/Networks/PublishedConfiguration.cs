using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>
/// The configuration of the published checkpoints (kicks, snares, hi-hats, percussion): one network, trained four times. It holds no
/// weights.
/// </summary>
public static class PublishedConfiguration
{
    /// <summary>Gets the network: 31,574,724 parameters, 36.6 billion operations for one pass over one clip.</summary>
    public static UNetConfiguration Network { get; } = new()
    {
        InChannels = 2,
        Channels = [32, 32, 64, 64, 128, 128, 256, 256],
        Factors = [1, 2, 2, 2, 2, 2, 2, 2],
        Items = [2, 2, 2, 2, 2, 2, 4, 4],
        Attentions = [0, 0, 0, 0, 0, 1, 1, 1],
        AttentionHeads = 8,
        AttentionFeatures = 64,
    };

    /// <summary>Gets the whole model: the network without a transform, on 0.743 s of stereo at 44.1 kHz.</summary>
    public static ModelDescription Model { get; } = new()
    {
        Network = Network,
        Audio = new AudioShape(SampleRate: 44100, Channels: 2, Length: 32768),
    };
}
