using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>The JSON by which a sound file tells how it was made.</summary>
/// <param name="Format">The version of this layout.</param>
/// <param name="AiGenerated">Always true: the mark that rules on synthetic media ask for.</param>
/// <param name="Library">The library and its version.</param>
/// <param name="ModelLicence">The licence of the model; null where unknown.</param>
/// <param name="Recipe">The recipe.</param>
internal sealed record RecipeDocument(int Format, bool AiGenerated, string Library, string? ModelLicence, GenerationRecipe Recipe)
{
    /// <summary>The name that the JSON of a groove has and a recipe has not.</summary>
    public const string GroovesMark = "groove";

    private const int CurrentFormat = 1;

    /// <summary>The name and the version of this library.</summary>
    public static string ThisLibrary { get; } = $"TinyAudioDiffusion {Version()?.Split('+')[0]}";

    /// <summary>Makes the document of a sound.</summary>
    public static RecipeDocument Of(GenerationProvenance provenance)
        => new(CurrentFormat, true, ThisLibrary, provenance.ModelLicence, provenance.Recipe);

    /// <summary>Reads the document of a file; null for the document of a groove, which is no recipe of one sound.</summary>
    /// <exception cref="AudioFormatException">The JSON is no recipe of this layout.</exception>
    public static RecipeDocument? Parse(StoredProvenance stored, string path)
    {
        try
        {
            var document = StrictJson.Deserialize(stored.Json, RecipeJson.NamesOnly.RecipeDocument);
            if (document is { Format: CurrentFormat, Recipe: { Model: not null, Sampler: not null, Schedule: not null } })
                return document;
            if (IsOfGroove(stored.Json))
                return null;
            throw new AudioFormatException(
                path,
                stored.Place,
                $"this is no recipe of the layout {CurrentFormat}; a newer version of the library may read it.");
        }
        catch (JsonException exception)
        {
            throw new AudioFormatException(path, stored.Place, $"the recipe cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the document.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RecipeWriting.Default.RecipeDocument);

    private static bool IsOfGroove(byte[] json)
        => StrictJson.Parse(json) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(GroovesMark, out _);

    private static string? Version()
        => typeof(RecipeDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}

/// <summary>JSON without reflection, so that the library can be trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(RecipeDocument))]
internal sealed partial class RecipeJson : JsonSerializerContext
{
    private static RecipeJson? _namesOnly;

    /// <summary>Gets the context that reads enumerations by their names only: a number could mean a value that does not exist.</summary>
    public static RecipeJson NamesOnly => _namesOnly ??= new(new JsonSerializerOptions(Default.Options)
    {
        Converters =
        {
            new JsonStringEnumConverter<WeightSet>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter<Normalization>(namingPolicy: null, allowIntegerValues: false),
        },
    });
}

/// <summary>
/// The same JSON for writing alone, without what describes each property to a reader: to set that up took a twentieth of the processor time
/// of a first sound.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecipeDocument))]
internal sealed partial class RecipeWriting : JsonSerializerContext;
