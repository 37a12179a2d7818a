using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Kits;

namespace TinyAudioDiffusion.Cli.Kits;

/// <summary>The command line of <c>tad kit</c>.</summary>
/// <param name="Sound">How to make the sounds, and where to write them.</param>
/// <param name="Kit">Which sounds the kit has.</param>
/// <param name="Formats">The formats of the kit; empty for the sounds alone.</param>
/// <param name="Name">The name of the kit; null for one after its seed.</param>
/// <param name="Picture">The SVG file to draw; null for none.</param>
/// <param name="Play">Whether the sounds are played as well.</param>
internal sealed record KitSettings(
    SoundSettings Sound, KitOptions Kit, IReadOnlyList<IKitFormat> Formats, string? Name, string? Picture, bool Play);
