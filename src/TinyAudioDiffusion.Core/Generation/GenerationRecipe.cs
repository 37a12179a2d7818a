namespace TinyAudioDiffusion;

/// <summary>Everything that decides a sound: the same recipe gives the same bits.</summary>
public sealed record GenerationRecipe
{
    /// <summary>Gets the model's id or path.</summary>
    public required string Model { get; init; }

    /// <summary>Gets the exact version of the model's files (a commit, a hash); null where the source names none.</summary>
    public string? Revision { get; init; }

    /// <summary>Gets the seed of this item.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets the name of the sampler.</summary>
    public required string Sampler { get; init; }

    /// <summary>Gets the name of the schedule.</summary>
    public required string Schedule { get; init; }

    /// <summary>Gets the number of steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets the length in samples of each channel.</summary>
    public required int Length { get; init; }

    /// <summary>Gets the class label; null for a model without classes.</summary>
    public string? Class { get; init; }

    /// <summary>Makes the options that make this sound again.</summary>
    /// <returns>Options for <see cref="IDrumGenerator"/>, which leave nothing to defaults.</returns>
    public GenerationOptions ToOptions() => new()
    {
        Model = Model,
        Seed = Seed,
        Sampler = Sampler,
        Schedule = Schedule,
        Steps = Steps,
        Length = Length,
        Class = Class,
    };
}
