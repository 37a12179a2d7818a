namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>The command line of <c>tad inspect</c>.</summary>
/// <param name="File">The file, folder or id.</param>
/// <param name="Configuration">The path of a checkpoint's YAML; null to look beside the checkpoint.</param>
/// <param name="AllTensors">Whether every tensor and every alias is listed.</param>
/// <param name="AsJson">Whether one JSON document is printed instead of tables.</param>
internal sealed record InspectSettings(string File, string? Configuration, bool AllTensors, bool AsJson);
