using System.Text.Json.Serialization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>A line of metrics.jsonl.</summary>
/// <param name="Step">The number of steps that were done.</param>
/// <param name="Seconds">The time that the training had taken, pauses not counted.</param>
/// <param name="Loss">The loss of the step.</param>
/// <param name="SmoothedLoss">The moving average of the loss.</param>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="GradientNorm">The norm of all gradients together, before clipping.</param>
/// <param name="ValidationLoss">The loss on the validation data; null where it was not measured.</param>
public sealed record MetricsLine(
    int Step, double Seconds, double Loss, double SmoothedLoss, double Rate, double GradientNorm, double? ValidationLoss = null);

/// <summary>The lines of metrics.jsonl, in snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MetricsLine))]
internal sealed partial class MetricsJson : JsonSerializerContext;
