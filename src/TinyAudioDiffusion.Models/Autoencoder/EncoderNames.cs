namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>The names of the encoders of autoencoders.</summary>
public static class EncoderNames
{
    /// <summary>Strided convolutions over the waveform.</summary>
    public const string Convolutional = "convolutional";

    /// <summary>Convolutions over the sound's mel spectrogram.</summary>
    public const string Mel = "mel";
}
