namespace TinyAudioDiffusion;

/// <summary>The stages of a generation.</summary>
public enum GenerationStage
{
    /// <summary>The model is being fetched or loaded.</summary>
    Loading,

    /// <summary>The sampler is calling the network.</summary>
    Sampling,

    /// <summary>All sounds are done.</summary>
    Done,
}
