using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// A model around the teacher that keeps what a sampler asks it at some noise levels, the states of its path there, and its answers.
/// </summary>
/// <param name="teacher">The teacher with its guidance.</param>
/// <param name="levels">The noise levels.</param>
/// <param name="size">The number of values of all items together.</param>
internal sealed class PathRecorder(IDiffusionModel teacher, IReadOnlyList<float> levels, int size) : IDiffusionModel
{
    private readonly float[]?[] _states = new float[]?[levels.Count];
    private readonly float[]?[] _velocities = new float[]?[levels.Count];

    public DiffusionModelInfo Info => teacher.Info;

    /// <summary>Gets the state at a level, [items, channels, samples]; null where the sampler did not ask there.</summary>
    public float[]? StateAt(int level) => _states[level];

    /// <summary>Gets the teacher's velocity there; null as above.</summary>
    public float[]? VelocityAt(int level) => _velocities[level];

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        teacher.PredictVelocity(request, velocity);
        for (var level = 0; level < levels.Count && request.Noisy.Length == size; level++)
        {
            if (request.NoiseLevels[0] == levels[level] && _states[level] is null)
                (_states[level], _velocities[level]) = (request.Noisy.ToArray(), velocity.ToArray());
        }
    }

    public void Dispose()
    {
        // The teacher stays its owner's.
    }
}
