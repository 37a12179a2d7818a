using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models.Refinement;

/// <summary>
/// A second network behind the first, which hears in bands that are narrow enough to hold one partial each. It sees the noisy waveform and
/// the first one's velocity, both in a lapped transform, and corrects the velocity there.
/// </summary>
public sealed record RefinerConfiguration
{
    /// <summary>
    /// Gets the number of bands, an even number from 2 to 4096. A window is twice as many samples long, and as many samples lie between
    /// two windows.
    /// </summary>
    public required int Bands { get; init; }

    /// <summary>
    /// Gets the shape of the network: 4 input channels for each audio channel (cosine and sine of the noisy waveform, and of the velocity),
    /// 2 output channels, and 4 context channels (time and frequency) or none at each level. It is modulated as the first network is.
    /// </summary>
    public required UNetConfiguration Network { get; init; }
}
