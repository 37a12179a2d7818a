using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Cli.Beats;

/// <summary>The command line of <c>tad beat</c>.</summary>
/// <param name="Sound">How to make the sounds, and where to write the groove.</param>
/// <param name="Rendering">How to play the groove.</param>
/// <param name="Play">Whether the groove is played as well.</param>
internal sealed record BeatSettings(SoundSettings Sound, GrooveOptions Rendering, bool Play);
