using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.AspNetCore.Queue;

/// <summary>Says whether the service takes requests: degraded while its queue is full, unhealthy where it has no model.</summary>
internal sealed class QueueHealthCheck(DrumQueue queue, Zoo.IModelZoo zoo, IOptions<DrumServiceOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (waiting, data) = (queue.Waiting, new Dictionary<string, object>
        {
            ["waiting"] = queue.Waiting,
            ["running"] = queue.Running,
            ["capacity"] = options.Value.QueueCapacity,
        });
        return Task.FromResult(
            zoo.Cards.Count == 0 ? HealthCheckResult.Unhealthy("No model is registered.", data: data)
            : waiting >= options.Value.QueueCapacity ? HealthCheckResult.Degraded("The queue is full.", data: data)
            : HealthCheckResult.Healthy("The queue takes requests.", data));
    }
}
