using System.Text.Json.Serialization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>A line of metrics.jsonl.</summary>
/// <param name="Step">The number of steps that were done, at least 0.</param>
/// <param name="Seconds">The time that the training had taken, without pauses.</param>
/// <param name="Loss">The loss of the step.</param>
/// <param name="SmoothedLoss">The moving average of the loss.</param>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="GradientNorm">The Euclidean norm of all gradients together, before clipping.</param>
/// <param name="ValidationLoss">The loss on the validation data; null where it was not measured.</param>
public sealed record MetricsLine(
    int Step,
    double Seconds,
    double Loss,
    [property: JsonPropertyName("smoothed_loss")] double SmoothedLoss,
    double Rate,
    [property: JsonPropertyName("gradient_norm")] double GradientNorm,
    [property: JsonPropertyName("validation_loss")] double? ValidationLoss = null)
{
    /// <summary>Gets a value indicating whether every number is one that a training can have: finite, and not below 0 where that is impossible.</summary>
    [JsonIgnore]
    internal bool IsPossible
        => Step >= 0 && Seconds >= 0
            && double.IsFinite(Seconds) && double.IsFinite(Loss) && double.IsFinite(SmoothedLoss) && double.IsFinite(Rate) && double.IsFinite(GradientNorm)
            && double.IsFinite(ValidationLoss ?? 0);
}
