namespace TinyAudioDiffusion;

/// <summary>Makes drum sounds.</summary>
/// <remarks>
/// A singleton, safe to use from several threads at once. It loads a model once and shares it; concurrent calls give the same bits as calls
/// one by one. The work runs on the thread pool; cancellation takes effect within one network call.
/// </remarks>
public interface IDrumGenerator
{
    /// <summary>Makes one sound of a kind.</summary>
    /// <param name="kind">The kind of drum.</param>
    /// <param name="options">How to make it; null for the defaults.</param>
    /// <param name="progress">Receives progress once a step.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>The sound.</returns>
    /// <exception cref="ModelNotFoundException">No model is registered for the kind, or the model asked for does not exist.</exception>
    /// <exception cref="ModelFormatException">The model's files cannot be read.</exception>
    /// <exception cref="UnknownNameException">The sampler or the schedule is not registered, or the model has no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Steps, length or count are out of range.</exception>
    /// <exception cref="ArgumentException">
    /// The options name a class and the model has none, or call and options name different models.
    /// </exception>
    /// <exception cref="GenerationException">The model gave samples that are not finite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Task<AudioClip> GenerateAsync(
        DrumKind kind,
        GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Makes one sound with a model of any kind.</summary>
    /// <inheritdoc cref="GenerateAsync(DrumKind, GenerationOptions?, IProgress{GenerationProgress}?, CancellationToken)"/>
    /// <param name="model">A card's id, or a path to a model.</param>
    Task<AudioClip> GenerateAsync(
        string model,
        GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Makes several sounds of a kind. Item i has seed + i and the same bits as if it were made alone.</summary>
    /// <inheritdoc cref="GenerateAsync(DrumKind, GenerationOptions?, IProgress{GenerationProgress}?, CancellationToken)"/>
    /// <param name="count">The number of sounds, at least 1.</param>
    Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        DrumKind kind,
        int count,
        GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Makes several sounds with a model of any kind. Item i has seed + i and the same bits as if it were made alone.</summary>
    /// <inheritdoc cref="GenerateBatchAsync(DrumKind, int, GenerationOptions?, IProgress{GenerationProgress}?, CancellationToken)"/>
    /// <param name="model">A card's id, or a path to a model.</param>
    Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        string model,
        int count,
        GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Makes several sounds of given seeds. Each has the same bits as if it were made alone.</summary>
    /// <inheritdoc cref="GenerateBatchAsync(DrumKind, int, GenerationOptions?, IProgress{GenerationProgress}?, CancellationToken)"/>
    /// <param name="model">The kind of drum or the model.</param>
    /// <param name="seeds">The seed of each sound, at least one. The seed of the options does not count.</param>
    async Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        ModelChoice model,
        IReadOnlyList<ulong> seeds,
        GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        options ??= new();
        var (kind, name) = model.Resolve(options);
        var clips = new List<AudioClip>();
        foreach (var seed in seeds)
        {
            var own = options with { Seed = seed };
            clips.Add(name is null
                ? await GenerateAsync(kind!.Value, own, progress, cancellationToken).ConfigureAwait(false)
                : await GenerateAsync(name, own, progress, cancellationToken).ConfigureAwait(false));
        }

        return clips;
    }

    /// <summary>Tells the recipe of the sound that a call would make, without making it. Loads the model on first use.</summary>
    /// <param name="model">The kind of drum or the model.</param>
    /// <param name="options">How the sound would be made; null for the defaults. Without a seed a random one is drawn.</param>
    /// <param name="cancellationToken">Stops waiting for the model.</param>
    /// <returns>
    /// The recipe, which leaves nothing to defaults; <see cref="SoundId.Format"/> makes an id of it, and
    /// <see cref="GenerationRecipe.ToOptions"/> the options of the same sound.
    /// </returns>
    /// <inheritdoc cref="GenerateAsync(DrumKind, GenerationOptions?, IProgress{GenerationProgress}?, CancellationToken)" path="/exception"/>
    Task<GenerationRecipe> ResolveAsync(
        ModelChoice model, GenerationOptions? options = null, CancellationToken cancellationToken = default);
}
