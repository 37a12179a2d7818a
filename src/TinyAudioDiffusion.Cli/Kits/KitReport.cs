namespace TinyAudioDiffusion.Cli.Kits;

/// <summary>The document of <c>--json</c> for a kit that samplers load; <c>kit.json</c> among its files lists the sounds.</summary>
/// <param name="Name">The name of the kit.</param>
/// <param name="Seed">The seed of the kit.</param>
/// <param name="ElapsedSeconds">How long loading, generating and writing took.</param>
/// <param name="Files">The paths of the files.</param>
internal sealed record KitReport(string Name, ulong Seed, double ElapsedSeconds, IReadOnlyList<string> Files);
