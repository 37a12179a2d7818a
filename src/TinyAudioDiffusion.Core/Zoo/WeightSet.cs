namespace TinyAudioDiffusion.Zoo;

/// <summary>The two sets of weights that a training checkpoint holds.</summary>
public enum WeightSet
{
    /// <summary>The weights that the optimiser moves; what the reference system plays.</summary>
    Online,

    /// <summary>The exponential moving average of the online weights.</summary>
    Ema,
}
