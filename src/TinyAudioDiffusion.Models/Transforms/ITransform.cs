using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>
/// A transform around a network: it turns waveforms into the network's channels and back. It works on engine tensors, because training may
/// change it.
/// </summary>
/// <remarks>Safe to use from several threads at once once its parameters are loaded.</remarks>
public interface ITransform
{
    /// <summary>Tells how many channels the network sees.</summary>
    /// <param name="audioChannels">The number of audio channels.</param>
    /// <returns>The number of network channels.</returns>
    int NetworkChannels(int audioChannels);

    /// <summary>Tells what the length of a waveform must be a multiple of.</summary>
    /// <param name="networkMultiple">What the length of the network's input must be a multiple of.</param>
    /// <returns>The multiple, in samples.</returns>
    int LengthMultiple(int networkMultiple);

    /// <summary>Turns waveforms into network channels.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="waveforms">The waveforms, [batch, audio channels, samples]; they stay the caller's.</param>
    /// <returns>A new tensor, [batch, network channels, network samples], or <paramref name="waveforms"/> itself.</returns>
    Tensor Encode(TensorEngine engine, Tensor waveforms);

    /// <summary>Turns network channels into waveforms.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="encoded">The network's output, [batch, network channels, network samples]; it stays the caller's.</param>
    /// <returns>A new tensor, [batch, audio channels, samples], or <paramref name="encoded"/> itself.</returns>
    Tensor Decode(TensorEngine engine, Tensor encoded);
}
