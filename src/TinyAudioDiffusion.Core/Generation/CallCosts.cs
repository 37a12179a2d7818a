using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>What network calls cost on this machine, by model and size. Safe to use from several threads at once.</summary>
internal sealed class CallCosts(TimeProvider time)
{
    private readonly ConditionalWeakTable<IDiffusionModel, Dictionary<(int Items, int Samples), TimeSpan>> _costs = [];

    /// <summary>Tells how long work takes.</summary>
    public TimeSpan Of(IEnumerable<NetworkWork> work, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        foreach (var piece in work)
            sum += piece.Calls == 0 ? 0 : piece.Calls * (double)Of(piece.Model, piece.Items, piece.Samples, cancellationToken).Ticks;
        return sum < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)sum) : TimeSpan.MaxValue;
    }

    /// <summary>Tells the cost of a call, measuring it on first use by one call that is thrown away, after one that warms up.</summary>
    private TimeSpan Of(IDiffusionModel model, int items, int samples, CancellationToken cancellationToken)
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
            var cost = TimeSpan.Zero;
            for (var call = 0; call < 2; call++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var start = time.GetTimestamp();
                model.PredictVelocity(new VelocityRequest { Noisy = noisy, NoiseLevels = levels, Samples = samples }, velocity);
                cost = time.GetElapsedTime(start);
            }

            return costs[(items, samples)] = cost;
        }
    }
}
