using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>How a network is told the character of a sound.</summary>
/// <param name="IsHidden">Whether it is not told at all.</param>
/// <param name="Error">The standard deviation of the noise on each coordinate, so that the network does not take it for more exact than what is drawn at generation.</param>
/// <param name="Noise">That noise.</param>
internal readonly record struct ToldCharacter(bool IsHidden, float Error, NoiseStream Noise);
