namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>The course of the learning rate after its warm-up.</summary>
public enum RateDecay
{
    /// <summary>The rate stays, as in the reference.</summary>
    Constant,

    /// <summary>The rate falls along half a cosine to its floor at the end of the training.</summary>
    Cosine,
}
