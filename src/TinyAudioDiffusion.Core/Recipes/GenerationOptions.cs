namespace TinyAudioDiffusion;

/// <summary>
/// How to make a sound. What a call leaves null the host's options decide, then what the model recommends, then the library's defaults. A
/// schedule and a number of steps belong to the sampler that they come with: a call that names another sampler and nothing else gets the
/// reference system's, 50 steps on "linear".
/// </summary>
public sealed record GenerationOptions
{
    /// <summary>Gets the model: a card's id, or a path to a model folder, a .safetensors or a .ckpt file.</summary>
    /// <value>Null: the model that is registered for the drum kind.</value>
    public string? Model { get; init; }

    /// <summary>
    /// Gets the exact version of the model's files (a commit, a hash) that the sound needs, as its recipe tells it; another one is an
    /// error.
    /// </summary>
    /// <value>Null: any version.</value>
    public string? Revision { get; init; }

    /// <summary>Gets the seed of the first item; item i of a batch has seed + i, so that each can be made again alone.</summary>
    /// <value>Null: a random seed of at most 53 bits from the operating system, which the recipe of the clip tells.</value>
    public ulong? Seed { get; init; }

    /// <summary>Gets the number of steps, from 1 to the host's limit (10,000 unless it sets another one).</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the name of the sampler, for instance "v-adams"; "ddim" alone is what the reference system does.</summary>
    public string? Sampler { get; init; }

    /// <summary>Gets the name of the schedule of noise levels, for instance "linear".</summary>
    public string? Schedule { get; init; }

    /// <summary>
    /// Gets the length in samples of each channel, from 1 to the host's limit (16,777,216 unless it sets another one). Any length: the
    /// generator rounds up for the network and cuts afterwards.
    /// </summary>
    /// <value>Null: the model's native length.</value>
    public int? Length { get; init; }

    /// <summary>
    /// Gets the class label, for a model with classes, compared without case and hyphens; or a blend of classes, "kick:0.7+tom:0.3".
    /// </summary>
    /// <value>
    /// Null: the label of the drum kind; of a model that knows several classes of the kind, one of them, drawn from the seed.
    /// </value>
    public string? Class { get; init; }

    /// <summary>
    /// Gets the text that a model with a text embedder is told. Models of classes and sliders read no text; <see cref="DrumDescriber"/>
    /// turns a description into what they take.
    /// </summary>
    /// <value>Null: the kind's name; without a kind no text.</value>
    public string? Prompt { get; init; }

    /// <summary>Gets the character of the sound, for a model that takes characters.</summary>
    /// <value>Null: all of it is drawn from the seed.</value>
    public CharacterSliders? Character { get; init; }

    /// <summary>
    /// Gets a sound whose character the new sound shall have, for a model that takes characters; any rate, length and number of channels.
    /// <see cref="Character"/> changes it, and each seed is another sound of that character.
    /// </summary>
    /// <value>Null: the character is drawn from the seed.</value>
    public AudioClip? Like { get; init; }

    /// <summary>
    /// Gets the guidance scale, from 0 to 100, for a model with classes (Ho and Salimans, "Classifier-Free Diffusion Guidance", 2022). 1 is
    /// no guidance; above 1 it leads towards the class and away from <see cref="NegativeClass"/>. Doubles the work, unless it is 1.
    /// </summary>
    /// <value>Null: what the model recommends, else none.</value>
    public double? Guidance { get; init; }

    /// <summary>Gets the noise levels at which guidance acts. At others a step calls the network once, as without guidance.</summary>
    /// <value>Null: what the model recommends, else <see cref="GuidanceInterval.All"/>.</value>
    public GuidanceInterval? GuidanceInterval { get; init; }

    /// <summary>Gets the class that guidance leads away from; compared without case and hyphens. Needs <see cref="Guidance"/>.</summary>
    /// <value>Null: no class at all.</value>
    public string? NegativeClass { get; init; }

    /// <summary>
    /// Gets the time that sampling may take, above 0. The library measures once what network calls of the needed sizes cost on this
    /// machine, and takes as many steps as fit all calls that the verb will make: at least one, and at most as many as without a limit. The
    /// limit decides the number of steps, which the recipe tells, so it may differ from run to run.
    /// </summary>
    /// <value>Null: no limit.</value>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>
    /// Gets whether a model that only a recipe or a sound id names may be opened at a path or downloaded. A file that somebody else made
    /// decides nothing of that kind by itself.
    /// </summary>
    /// <value>False: a recipe gets registered models, and those that are complete in the cache of a source. A model that the call names
    /// needs no permission.</value>
    public bool AllowFetch { get; init; }

    /// <summary>Gets the recipe from which the options come; null where a call makes them. Its model is used with care.</summary>
    internal GenerationRecipe? Origin { get; init; }

    /// <summary>Gets whether a character is asked for, which not every model takes.</summary>
    internal bool WantsCharacter => Character is not null || Like is not null;

    /// <summary>Gets how to finish the sound. Verbs that keep a part of their source do not finish, and refuse this.</summary>
    /// <value>Null: what the model recommends, else nothing.</value>
    public FinishingOptions? Finishing { get; init; }
}
