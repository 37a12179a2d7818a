namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>The learning rate over a training.</summary>
public sealed record RateOptions
{
    /// <summary>Gets the highest rate, above 0.</summary>
    /// <value>1e-4, as in the reference.</value>
    public double Peak { get; init; } = 1e-4;

    /// <summary>Gets over how many steps the rate rises to its peak, at least 0.</summary>
    /// <value>0.</value>
    public int WarmUp { get; init; }

    /// <summary>Gets the course of the rate after the warm-up.</summary>
    /// <value><see cref="RateDecay.Constant"/>.</value>
    public RateDecay Decay { get; init; } = RateDecay.Constant;

    /// <summary>Gets the share of the peak at which a falling rate ends, from 0 to 1.</summary>
    /// <value>0.</value>
    public double Floor { get; init; }

    /// <summary>Computes the rate of a step.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="progress">The share of the training that is done, from 0 to 1.</param>
    /// <returns>The rate.</returns>
    public double At(int step, double progress)
    {
        var decayed = Decay == RateDecay.Constant ? 1 : Floor + ((1 - Floor) * 0.5 * (1 + double.CosPi(Math.Clamp(progress, 0, 1))));
        return Peak * decayed * (step < WarmUp ? (double)step / WarmUp : 1);
    }
}
