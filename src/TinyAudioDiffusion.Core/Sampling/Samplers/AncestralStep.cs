namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// A step between two noise levels as a deterministic step down and fresh noise up, so that the level has the right variance
/// (the ancestral step of DDPM in sigma; eta = 1 is the posterior's own variance, eta = 0 draws nothing).
/// </summary>
internal readonly record struct AncestralStep(double Down, double Up)
{
    public static AncestralStep Between(double sigma, double next, double eta)
    {
        var forgotten = 1 - (next / sigma * (next / sigma));
        var up = eta * next * Math.Sqrt(forgotten);
        return new AncestralStep(Math.Sqrt((next * next) - (up * up)), up);
    }
}
