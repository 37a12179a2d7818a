using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>The JSON of training configurations, in the spelling of model.json.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TrainingConfiguration))]
internal sealed partial class TrainingJson : JsonSerializerContext
{
    private static TrainingJson? _readable;

    /// <summary>
    /// Gets the context with names for enumerations and the format of model.json for models; nothing is escaped for HTML.
    /// </summary>
    public static TrainingJson Readable => _readable ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        Converters =
        {
            new ModelDescriptionConverter(),
            Names<RateDecay>(),
            Names<MovingAverageKind>(),
            Names<NoiseLevelDistribution>(),
            Names<LossWeighting>(),
            Names<DistillationMethod>(),
            Names<CaptionSource>(),
        },
    });

    private static JsonStringEnumConverter<T> Names<T>()
        where T : struct, Enum => new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
}
