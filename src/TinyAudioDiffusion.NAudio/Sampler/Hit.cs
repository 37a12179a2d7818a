namespace TinyAudioDiffusion.NAudio.Sampler;

/// <summary>A sound that shall start at a frame with a gain for each side; without a sound, the wish for silence.</summary>
internal readonly record struct Hit(PadSound? Sound, float Left, float Right, long Frame);
