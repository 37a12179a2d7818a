namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>A drum of a requested kit.</summary>
/// <param name="Part">The drum, by its General MIDI name, or any name.</param>
/// <param name="Kind">The kind, for a drum that General MIDI does not name.</param>
/// <param name="Ids">The ids of its sounds, which take turns.</param>
internal sealed record KitRequestDrum(string? Part, string? Kind, IReadOnlyList<string>? Ids);
