namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>What becomes of the learning rate after its warm-up.</summary>
public enum RateDecay
{
    /// <summary>It stays, as in the reference.</summary>
    Constant,

    /// <summary>It falls along half a cosine to its floor at the end of the training.</summary>
    Cosine,
}
