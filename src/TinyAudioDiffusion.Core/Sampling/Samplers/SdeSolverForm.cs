namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The weight that <see cref="Dpmpp2MSdeSampler"/> gives to the change of its estimate over a step. Both forms are of second order.
/// </summary>
public enum SdeSolverForm
{
    /// <summary>The weight of an estimate in the middle of the step.</summary>
    Midpoint,

    /// <summary>The exact integral of an estimate that changes evenly.</summary>
    Heun,
}
