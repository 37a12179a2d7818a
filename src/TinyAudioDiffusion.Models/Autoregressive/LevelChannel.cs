using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Conditions;

namespace TinyAudioDiffusion.Models.Autoregressive;

/// <summary>
/// The channel behind the noisy ones that holds the noise level of each sample, as in the reference's ARVDiffusion: the network is told the
/// noise level in no other way, so that each split of a sound can have its own.
/// </summary>
/// <param name="channels">The number of audio channels.</param>
internal sealed class LevelChannel(int channels) : IDisposable
{
    private readonly AppendedChannels _appended = new(channels, 1);

    /// <summary>Gives the waveforms with their noise levels behind them, [batch, channels + 1, samples].</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="waveforms">The noisy waveforms, [batch, channels, samples].</param>
    /// <param name="levels">The noise levels, [batch, splits]; one for each item is one for all of it.</param>
    /// <exception cref="ArgumentException">The number of noise levels does not fit.</exception>
    public Tensor Append(TensorEngine engine, Tensor waveforms, ReadOnlySpan<float> levels)
    {
        var (batch, samples) = (waveforms.Shape[0], waveforms.Shape[2]);
        if (levels.IsEmpty || levels.Length % batch != 0 || samples % (levels.Length / batch) != 0)
            throw new ArgumentException($"{levels.Length} noise levels do not divide {batch} items of {samples} samples into splits.");
        var (values, length) = (new float[batch * samples], batch * samples / levels.Length);
        for (var split = 0; split < levels.Length; split++)
            values.AsSpan(split * length, length).Fill(levels[split]);
        using var channel = engine.CreateTensor(values, new Shape(batch, 1, samples));
        return _appended.Append(engine, waveforms, channel);
    }

    /// <summary>Prepares <see cref="Append"/>.</summary>
    public void Load(TensorEngine engine) => _appended.Load(engine);

    public void Dispose() => _appended.Dispose();
}
