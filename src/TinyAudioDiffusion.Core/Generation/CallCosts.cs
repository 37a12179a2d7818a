using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>What a network call costs on this machine, by model and number of values. Safe to use from several threads at once.</summary>
internal sealed class CallCosts(TimeProvider time)
{
    private readonly ConditionalWeakTable<IDiffusionModel, Dictionary<int, TimeSpan>> _costs = [];

    /// <summary>Tells the cost of a call, measuring it on first use by one call that is thrown away, after one that warms up.</summary>
    public TimeSpan Of(IDiffusionModel model, int items, int samples, CancellationToken cancellationToken)
    {
        var size = checked(items * model.Info.Channels * samples);
        var costs = _costs.GetOrCreateValue(model);
        lock (costs)
        {
            if (costs.TryGetValue(size, out var known))
                return known;
            var (noisy, velocity, levels) = (new float[size], new float[size], new float[items]);
            Array.Fill(levels, 0.5f);
            var cost = TimeSpan.Zero;
            for (var call = 0; call < 2; call++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var start = time.GetTimestamp();
                model.PredictVelocity(new VelocityRequest { Noisy = noisy, NoiseLevels = levels, Samples = samples }, velocity);
                cost = time.GetElapsedTime(start);
            }

            return costs[size] = cost;
        }
    }
}
