using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The JSON of a run's own files, apart from its configuration: lines of metrics, and what the header of a training state holds.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MetricsLine))]
[JsonSerializable(typeof(TrainingCounters))]
[JsonSerializable(typeof(DataSetIdentity))]
[JsonSerializable(typeof(LocalPlaces))]
internal sealed partial class RunJson : JsonSerializerContext
{
    private static RunJson? _readable;

    /// <summary>Gets the context that refuses properties which are there twice and escapes nothing for HTML.</summary>
    public static RunJson Readable => _readable ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
    });
}
