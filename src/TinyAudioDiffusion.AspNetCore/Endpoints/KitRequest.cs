namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>The body of a request for a kit of given sounds.</summary>
/// <param name="Name">The name of the kit.</param>
/// <param name="Drums">The drums.</param>
/// <param name="Formats">The formats, see <see cref="Kits.KitFormats"/>; null for sfz.</param>
internal sealed record KitRequest(string? Name, IReadOnlyList<KitRequestDrum>? Drums, IReadOnlyList<string>? Formats);
