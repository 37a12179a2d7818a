namespace TinyAudioDiffusion;

/// <summary>
/// How to make a sound. Whatever is left null is decided by the model's recipe, then by the library's defaults. A recipe's schedule and steps belong to its sampler: who
/// names another sampler and nothing else gets the reference system's, 50 steps on "linear".
/// </summary>
public sealed record GenerationOptions
{
    /// <summary>Gets the model: a card's id, or a path to a model folder, a .safetensors or a .ckpt file.</summary>
    /// <value>Null: the model that is registered for the drum kind.</value>
    public string? Model { get; init; }

    /// <summary>Gets the exact version of the model's files (a commit, a hash) that the sound needs, as a recipe tells it; another one is an error.</summary>
    /// <value>Null: whatever is there.</value>
    public string? Revision { get; init; }

    /// <summary>Gets the seed of the first item; item i of a batch has seed + i, so that each can be made again alone.</summary>
    /// <value>Null: a random seed of at most 53 bits from the operating system, which the clip's <see cref="AudioClip.Recipe"/> tells.</value>
    public ulong? Seed { get; init; }

    /// <summary>Gets the number of steps, from 1 to 10,000.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the name of the sampler, for instance "v-adams"; "ddim" alone is what the reference system does.</summary>
    public string? Sampler { get; init; }

    /// <summary>Gets the name of the schedule of noise levels, for instance "linear".</summary>
    public string? Schedule { get; init; }

    /// <summary>Gets the length in samples of each channel, at least 1. Any length: the generator rounds up for the network and cuts afterwards.</summary>
    /// <value>Null: the model's native length.</value>
    public int? Length { get; init; }

    /// <summary>Gets the class label, for a model with classes; compared without case and hyphens.</summary>
    /// <value>Null: the label of the drum kind; of a model that knows several classes of the kind, one of them, drawn from the seed.</value>
    public string? Class { get; init; }

    /// <summary>Gets what the character of the sound shall be, for a model that is told characters.</summary>
    /// <value>Null: all of it is drawn from the seed.</value>
    public CharacterSliders? Character { get; init; }

    /// <summary>
    /// Gets the guidance scale, from 0 to 100, for a model with classes (Ho and Salimans, "Classifier-Free Diffusion Guidance", 2022): 1 is none, above 1 leads
    /// towards the class and away from <see cref="NegativeClass"/>. Doubles the work, unless it is 1.
    /// </summary>
    /// <value>Null: what the model's recipe says, else none.</value>
    public double? Guidance { get; init; }

    /// <summary>Gets the noise levels at which guidance acts. At others the network is called once a step, as without guidance.</summary>
    /// <value>Null: what the model's recipe says, else <see cref="GuidanceInterval.All"/>.</value>
    public GuidanceInterval? GuidanceInterval { get; init; }

    /// <summary>Gets the class that guidance leads away from; compared without case and hyphens. Needs <see cref="Guidance"/>.</summary>
    /// <value>Null: no class at all.</value>
    public string? NegativeClass { get; init; }

    /// <summary>
    /// Gets the time that sampling may take, above 0. What network calls of the needed sizes cost on this machine is measured once, and as many steps are taken as fit
    /// all calls that the verb will make: at least one step, and at most as many as otherwise. Decides the number of steps, which the recipe tells, so it may differ from run to run.
    /// </summary>
    /// <value>Null: no limit.</value>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>Gets what to do with the sound afterwards.</summary>
    /// <value>Null: what the model's recipe says, else nothing.</value>
    public FinishingOptions? Finishing { get; init; }
}
