using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>A model that does what the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedDiffusionModel : IDiffusionModel
{
    public delegate void Script(in VelocityRequest request, Span<float> velocity);

    public DiffusionModelInfo Info { get; init; } = new()
    {
        Name = "scripted",
        SampleRate = 22050,
        Channels = 1,
        NativeLength = 32,
        LengthMultiple = 8,
    };

    public Script OnPredict { get; init; } = (in VelocityRequest request, Span<float> velocity) => velocity.Clear();

    public List<(float[] NoiseLevels, int[] Classes, int Samples)> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        lock (Requests)
            Requests.Add((request.NoiseLevels.ToArray(), request.Classes.ToArray(), request.Samples));
        OnPredict(request, velocity);
    }

    public void Dispose() => IsDisposed = true;
}
