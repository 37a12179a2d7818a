namespace TinyAudioDiffusion;

/// <summary>A model gave samples that are not finite numbers.</summary>
public sealed class GenerationException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="model">The model's id or path.</param>
    /// <param name="seed">The seed of the item that failed.</param>
    /// <param name="reason">What is wrong, and what to do, as the rest of a sentence.</param>
    public GenerationException(string model, ulong seed, string reason)
        : base($"{model}, seed {seed}: {reason}")
    {
        Model = model;
        Seed = seed;
    }

    /// <summary>Gets the model's id or path.</summary>
    public string Model { get; }

    /// <summary>Gets the seed of the item that failed.</summary>
    public ulong Seed { get; }
}
