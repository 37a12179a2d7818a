namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>The encoder of an autoencoder: its name and its numbers.</summary>
/// <param name="Name">One of <see cref="EncoderNames"/>.</param>
public sealed record EncoderConfiguration(string Name)
{
    /// <summary>
    /// Gets the whole numbers by name: "level" is the level of the U-Net that takes the latent as context channels, which decides how many
    /// samples a step of the latent stands for; "latent" the number of the latent's channels, as many as the level's context channels;
    /// "channels" the encoder's width, a multiple of 8; "blocks" its residual blocks at each length. A mel encoder has "frame", "hop" and
    /// "bands" as well.
    /// </summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Describes an encoder of the waveform.</summary>
    /// <param name="level">The level of the U-Net that takes the latent.</param>
    /// <param name="latent">The number of the latent's channels.</param>
    /// <param name="channels">The width, a multiple of 8.</param>
    /// <param name="blocks">The number of residual blocks at each length.</param>
    /// <returns>The configuration.</returns>
    public static EncoderConfiguration Convolutional(int level, int latent, int channels, int blocks) => new(EncoderNames.Convolutional)
    {
        Settings = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["level"] = level,
            ["latent"] = latent,
            ["channels"] = channels,
            ["blocks"] = blocks,
        },
    };

    /// <summary>Describes an encoder of the mel spectrogram.</summary>
    /// <param name="level">The level of the U-Net that takes the latent.</param>
    /// <param name="latent">The number of the latent's channels.</param>
    /// <param name="channels">The width, a multiple of 8.</param>
    /// <param name="blocks">The number of residual blocks at each length.</param>
    /// <param name="frame">The samples of a frame: a power of two.</param>
    /// <param name="hop">The samples from a frame to the next.</param>
    /// <param name="bands">The number of bands.</param>
    /// <returns>The configuration.</returns>
    public static EncoderConfiguration Mel(int level, int latent, int channels, int blocks, int frame, int hop, int bands) => new(
        EncoderNames.Mel)
    {
        Settings = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["level"] = level,
            ["latent"] = latent,
            ["channels"] = channels,
            ["blocks"] = blocks,
            ["frame"] = frame,
            ["hop"] = hop,
            ["bands"] = bands,
        },
    };
}
