using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TinyAudioDiffusion.Cli.Datasets;
using TinyAudioDiffusion.Cli.Doctor;
using TinyAudioDiffusion.Cli.Evaluate;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Inspect;
using TinyAudioDiffusion.Cli.Models;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>The documents that --json prints; their shapes are promises to scripts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(EvaluationDocument))]
[JsonSerializable(typeof(GenerationReport))]
[JsonSerializable(typeof(InspectionReport))]
[JsonSerializable(typeof(ModelsReport))]
[JsonSerializable(typeof(SoundReport))]
[JsonSerializable(typeof(SystemReport))]
internal sealed partial class JsonOutput : JsonSerializerContext
{
    private static JsonOutput? _readable;

    /// <summary>Gets the context that leaves paths and licences readable: nothing is escaped for HTML.</summary>
    public static JsonOutput Readable => _readable ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
