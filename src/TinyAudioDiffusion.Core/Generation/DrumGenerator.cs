namespace TinyAudioDiffusion;

/// <summary>Makes drum sounds: kind, card, model, sampler, clip. Comes from the service provider.</summary>
/// <inheritdoc cref="IDrumGenerator" path="/remarks"/>
public sealed class DrumGenerator : IDrumGenerator
{
    private readonly GenerationRunner _runner;

    internal DrumGenerator(GenerationRunner runner) => _runner = runner;

    /// <inheritdoc/>
    public async Task<AudioClip> GenerateAsync(
        DrumKind kind, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(kind, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public async Task<AudioClip> GenerateAsync(
        string model, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(model, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        DrumKind kind, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => _runner.RunAsync(new PlainGeneration(count), kind, options, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        string model, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => _runner.RunAsync(new PlainGeneration(count), model, options, progress, cancellationToken);
}
