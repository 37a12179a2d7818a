using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// The noise levels of a student as its network sees them, and the step from each to the next. In the angle phi = pi t / 2 a step of DDIM
/// on the velocity is a rotation by delta, the difference of two angles: x' = cos(delta) x - sin(delta) v.
/// </summary>
/// <remarks>
/// A network that learnt scaled sounds sees other levels (<see cref="VObjective.ScaledNoiseLevel"/>) and states multiplied by scale / r, r
/// =
/// sqrt(alpha^2 + scale^2 sigma^2). DDIM takes the same steps in both spaces, so the student learns in its network's own.
/// </remarks>
internal sealed class StudentGrid
{
    private readonly double[] _factors;

    public StudentGrid(StudentSampling student, float scale)
    {
        Levels = [.. student.NoiseLevels.Select(level => VObjective.ScaledNoiseLevel(level, scale))];
        _factors = [.. student.NoiseLevels.Select(level => Factor(level, scale))];
    }

    /// <summary>Gets the levels, one more than there are calls.</summary>
    public float[] Levels { get; }

    public int Calls => Levels.Length - 1;

    /// <summary>Fills the state that a path starts from.</summary>
    public void Start(NoiseStream noise, int channels, Span<float> state)
    {
        noise.Fill(state, channels, draw: 0);
        TensorPrimitives.Multiply(state, VObjective.Sigma(Levels[0]), state);
    }

    /// <summary>Converts a state at a level, as samplers see it, to what the network sees.</summary>
    public void Enter(int level, Span<float> state) => TensorPrimitives.Multiply(state, (float)_factors[level], state);

    /// <summary>Takes a step.</summary>
    public void Step(int call, ReadOnlySpan<float> state, ReadOnlySpan<float> velocity, Span<float> next)
    {
        TensorPrimitives.Multiply(state, (float)double.CosPi(Turn(call)), next);
        TensorPrimitives.MultiplyAdd(velocity, Slope(call), next, next);
    }

    /// <summary>Gets the derivative of the next state by the velocity: -sin(delta).</summary>
    public float Slope(int call) => -(float)double.SinPi(Turn(call));

    /// <summary>Gets the factor that turns a state at a level into what a network of scaled sounds sees.</summary>
    public static double Factor(float level, float scale)
    {
        var (alpha, sigma) = (double.CosPi(0.5 * level), scale * double.SinPi(0.5 * level));
        return scale / Math.Sqrt((alpha * alpha) + (sigma * sigma));
    }

    private double Turn(int call) => 0.5 * ((double)Levels[call] - Levels[call + 1]);
}
