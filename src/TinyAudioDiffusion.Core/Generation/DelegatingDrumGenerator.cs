namespace TinyAudioDiffusion;

/// <summary>
/// A generator around another one, which passes every call on. Derive from it and override what shall be different;
/// <c>TinyAudioDiffusionBuilder.Use</c> puts it in place. The methods for one sound end in those for a batch: one sound is a batch of one.
/// </summary>
/// <param name="inner">The generator inside.</param>
public abstract class DelegatingDrumGenerator(IDrumGenerator inner) : IDrumGenerator
{
    /// <summary>Gets the generator inside.</summary>
    protected IDrumGenerator Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual async Task<AudioClip> GenerateAsync(
        DrumKind kind, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(kind, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public virtual async Task<AudioClip> GenerateAsync(
        string model, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(model, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        DrumKind kind, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Inner.GenerateBatchAsync(kind, count, options, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        string model, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Inner.GenerateBatchAsync(model, count, options, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        ModelChoice model, IReadOnlyList<ulong> seeds, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Inner.GenerateBatchAsync(model, seeds, options, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GenerationRecipe> ResolveAsync(
        ModelChoice model, GenerationOptions? options = null, CancellationToken cancellationToken = default)
        => Inner.ResolveAsync(model, options, cancellationToken);
}
