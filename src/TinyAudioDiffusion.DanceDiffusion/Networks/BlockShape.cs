namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>
/// The widths of a run of residual blocks: the first takes the inputs, the last gives the outputs, all between have one width.
/// </summary>
/// <param name="Inputs">The channels that come in from the stage before; those of a skip connection are not counted.</param>
/// <param name="Middle">The channels between.</param>
/// <param name="Outputs">The channels that go out.</param>
/// <param name="HasAttention">Whether self-attention follows each block.</param>
internal sealed record BlockShape(int Inputs, int Middle, int Outputs, bool HasAttention)
{
    /// <summary>Each head of an attention has 32 features.</summary>
    private const int HeadFeatures = 32;

    /// <summary>Gives the number of heads of an attention over some channels.</summary>
    public static int HeadsOf(int channels) => channels / HeadFeatures;

    /// <summary>Tells whether heads can be made of some channels.</summary>
    public static bool Divides(int channels) => channels >= HeadFeatures && channels % HeadsOf(channels) == 0;
}
