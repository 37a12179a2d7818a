using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>The noise levels of a student. They are a part of the model, so this schedule is not registered by name.</summary>
/// <param name="student">How the student is sampled from.</param>
internal sealed class OwnSchedule(StudentSampling student) : INoiseSchedule
{
    /// <inheritdoc/>
    public string Name => ScheduleNames.Own;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
    {
        if (noiseLevels.Length != student.NoiseLevels.Count)
        {
            throw new ArgumentException(
                $"The student makes {student.Calls} steps, and {noiseLevels.Length - 1} were asked for.", nameof(noiseLevels));
        }

        for (var i = 0; i < noiseLevels.Length; i++)
            noiseLevels[i] = student.NoiseLevels[i];
    }
}
