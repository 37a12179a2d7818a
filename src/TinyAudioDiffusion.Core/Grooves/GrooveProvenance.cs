using System.Text.Json;

namespace TinyAudioDiffusion.Grooves;

/// <summary>Origin of a rendered groove: the models whose sounds are heard, and the seed.</summary>
/// <param name="Groove">The name of the groove.</param>
/// <param name="Models">The models.</param>
/// <param name="Seed">The seed of the kit.</param>
/// <param name="ModelLicences">The licences of the models, those that are known.</param>
public sealed record GrooveProvenance(string Groove, IReadOnlyList<string> Models, ulong Seed, IReadOnlyList<string> ModelLicences)
    : AudioProvenance
{
    /// <inheritdoc/>
    public override string Software => RecipeDocument.ThisLibrary;

    /// <inheritdoc/>
    public override string Comment => $"AI-generated: groove {Groove}, model {string.Join(", ", Models)}, seed {Seed}";

    /// <inheritdoc/>
    public override string? Licence => ModelLicences.Count == 0 ? null : string.Join("; ", ModelLicences);

    /// <inheritdoc/>
    public override byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", 1);
            json.WriteBoolean("aiGenerated", true);
            json.WriteString("library", Software);
            json.WriteString(RecipeDocument.GroovesMark, Groove);
            json.WriteStartArray("models");
            foreach (var model in Models)
                json.WriteStringValue(model);
            json.WriteEndArray();
            json.WriteNumber("seed", Seed);
            if (Licence is not null)
                json.WriteString("modelLicence", Licence);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
