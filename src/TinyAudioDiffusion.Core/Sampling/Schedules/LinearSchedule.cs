namespace TinyAudioDiffusion.Sampling;

/// <summary>Evenly spaced noise levels from 1 to 0, the schedule of the reference system.</summary>
/// <remarks>Holds no state; safe to use from several threads at once.</remarks>
public sealed class LinearSchedule : INoiseSchedule
{
    /// <inheritdoc/>
    public string Name => ScheduleNames.Linear;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
    {
        SigmaGrid.Require(noiseLevels);

        // As PyTorch's linspace(1, 0, N + 1) in float32: both halves count from their own end.
        var steps = noiseLevels.Length - 1;
        var step = -1f / steps;
        for (var i = 0; i <= steps; i++)
            noiseLevels[i] = i < noiseLevels.Length / 2 ? 1f + (step * i) : -(step * (steps - i));
    }
}
