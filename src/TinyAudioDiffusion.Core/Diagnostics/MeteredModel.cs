using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Diagnostics;

/// <summary>A model that tells the meter of each call. It owns nothing.</summary>
/// <param name="inner">The model inside.</param>
/// <param name="time">The clock.</param>
internal sealed class MeteredModel(IDiffusionModel inner, TimeProvider time) : IDiffusionModel
{
    public DiffusionModelInfo Info => inner.Info;

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var start = time.GetTimestamp();
        inner.PredictVelocity(request, velocity);
        DrumTelemetry.NetworkCalls.Add(1);
        DrumTelemetry.NetworkDurations.Record(time.GetElapsedTime(start).TotalSeconds);
    }

    public void Dispose()
    {
        // The owner of the model inside disposes it.
    }
}
