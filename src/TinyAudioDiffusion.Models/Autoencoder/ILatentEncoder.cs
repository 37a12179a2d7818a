using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>The part of an autoencoder that makes the latent of a sound; trained with the network that hears it.</summary>
internal interface ILatentEncoder
{
    /// <summary>Gets what is measured of a sound before anything that is trained.</summary>
    SoundCondition Input { get; }

    /// <summary>Gets the number of channels of what is measured, as <see cref="Forward"/> takes it.</summary>
    int InputChannels { get; }

    /// <summary>Gets how many samples a step of what is measured stands for.</summary>
    int SamplesOfInputStep { get; }

    /// <summary>Gets the number of the latent's channels.</summary>
    int LatentChannels { get; }

    /// <summary>Gets how many samples a step of the latent stands for.</summary>
    int SamplesOfStep { get; }

    /// <summary>Computes latents.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="input">What was measured, [batch, <see cref="InputChannels"/>, steps]; stays the caller's.</param>
    /// <returns>The latents, [batch, <see cref="LatentChannels"/>, samples / <see cref="SamplesOfStep"/>].</returns>
    Tensor Forward(TensorEngine engine, Tensor input);
}
