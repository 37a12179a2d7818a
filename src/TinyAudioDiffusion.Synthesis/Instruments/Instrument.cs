using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>A struck instrument with all its parameters drawn: it sounds the same each time, up to its noise.</summary>
internal abstract record Instrument
{
    /// <summary>Adds the sound, from its first sample on.</summary>
    /// <param name="sound">Receives the sound, of any level.</param>
    /// <param name="draws">Gives the noise and what else is left to chance within a sound.</param>
    public abstract void Render(StereoSound sound, Draws draws);
}
