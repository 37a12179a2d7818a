using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// Turns a time limit into a number of steps, from what network calls cost on this machine. It measures the cost of each model and size
/// once. Safe to use from several threads at once.
/// </summary>
internal sealed class TimeBudget(TimeProvider time)
{
    private readonly ConditionalWeakTable<IDiffusionModel, Dictionary<(int Items, int Samples), TimeSpan>> _costs = [];

    /// <summary>Finds the most steps whose work fits the limit, by halving; at least one.</summary>
    /// <param name="limit">The time limit.</param>
    /// <param name="most">The most steps to take.</param>
    /// <param name="work">Tells what a number of steps asks of the network.</param>
    /// <param name="cancellationToken">Checked before each call that measures.</param>
    public int MostSteps(TimeSpan limit, int most, Func<int, IEnumerable<NetworkWork>> work, CancellationToken cancellationToken)
    {
        var fitting = 1;
        while (fitting < most)
        {
            var steps = most - ((most - fitting) / 2);
            if (CostOf(work(steps), cancellationToken) <= limit)
                fitting = steps;
            else
                most = steps - 1;
        }

        return fitting;
    }

    private TimeSpan CostOf(IEnumerable<NetworkWork> work, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        foreach (var (model, items, samples, calls) in work)
            sum += calls == 0 ? 0 : calls * (double)CostOfCall(model, items, samples, cancellationToken).Ticks;
        return sum < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)sum) : TimeSpan.MaxValue;
    }

    // Two calls whose results are thrown away: the first one warms up, the second one is measured.
    private TimeSpan CostOfCall(IDiffusionModel model, int items, int samples, CancellationToken cancellationToken)
    {
        for (; model is IModelAround around; model = around.Inner)
            (items, samples) = around.InnerCall(items, samples);
        var costs = _costs.GetOrCreateValue(model);
        lock (costs)
        {
            if (costs.TryGetValue((items, samples), out var known))
                return known;
            var size = checked(items * model.Info.Channels * samples);
            var (noisy, velocity, levels) = (new float[size], new float[size], new float[items]);
            Array.Fill(levels, 0.5f);
            var heard = new float[items * (model.Info.Condition?.SizeOf(model.Info.Channels, samples) ?? 0)];
            var told = new float[items * (model.Info.Text?.Size ?? 0)];
            var cost = TimeSpan.Zero;
            for (var call = 0; call < 2; call++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var start = time.GetTimestamp();
                model.PredictVelocity(
                    new VelocityRequest { Noisy = noisy, NoiseLevels = levels, Samples = samples, Conditions = heard, Texts = told },
                    velocity);
                cost = time.GetElapsedTime(start);
            }

            return costs[(items, samples)] = cost;
        }
    }
}
