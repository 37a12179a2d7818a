using TinyAudioDiffusion.Cli.Generate;

namespace TinyAudioDiffusion.Cli.Beats;

/// <summary>The document of <c>tad beat --json</c>.</summary>
/// <param name="Groove">The name of the groove.</param>
/// <param name="Models">The models whose sounds are heard.</param>
/// <param name="Hits">The number of hits.</param>
/// <param name="NewSounds">How many hits had a sound that no hit had before; null where that was not counted.</param>
/// <param name="ElapsedSeconds">How long all took, the playing of <c>--fresh --play</c> included.</param>
/// <param name="File">The file.</param>
internal sealed record BeatReport(
    string Groove, IReadOnlyList<string> Models, int Hits, int? NewSounds, double ElapsedSeconds, SoundFile File);
