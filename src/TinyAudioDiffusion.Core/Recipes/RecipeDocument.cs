using System.Text.Json.Serialization;

namespace TinyAudioDiffusion;

/// <summary>What a WAV file says of how it was made: its JSON chunk.</summary>
/// <param name="Format">The version of this layout.</param>
/// <param name="AiGenerated">Always true: the mark that rules on synthetic media ask for.</param>
/// <param name="Library">The library and its version.</param>
/// <param name="ModelLicence">The licence of the model; null where unknown.</param>
/// <param name="Recipe">The recipe.</param>
internal sealed record RecipeDocument(int Format, bool AiGenerated, string Library, string? ModelLicence, GenerationRecipe Recipe)
{
    public const int CurrentFormat = 1;
}

/// <summary>JSON without reflection, so that the library can be trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(RecipeDocument))]
internal sealed partial class RecipeJson : JsonSerializerContext;
