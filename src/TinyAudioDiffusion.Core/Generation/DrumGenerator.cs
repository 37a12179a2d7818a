namespace TinyAudioDiffusion;

/// <summary>Makes each call a plain generation and lets it run.</summary>
internal sealed class DrumGenerator(GenerationRunner runner) : IDrumGenerator
{
    public async Task<AudioClip> GenerateAsync(
        DrumKind kind, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(kind, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    public async Task<AudioClip> GenerateAsync(
        string model, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => (await GenerateBatchAsync(model, 1, options, progress, cancellationToken).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        DrumKind kind, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => runner.RunAsync(new PlainGeneration(count), kind, options, progress, cancellationToken);

    public Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        string model, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => runner.RunAsync(new PlainGeneration(count), model, options, progress, cancellationToken);

    public Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        ModelChoice model, IReadOnlyList<ulong> seeds, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        return runner.RunAsync(
            new SeedGeneration([.. seeds]), model, (options ?? new()) with { Seed = seeds.Count > 0 ? seeds[0] : 0 }, progress,
            cancellationToken);
    }

    public Task<GenerationRecipe> ResolveAsync(
        ModelChoice model, GenerationOptions? options = null, CancellationToken cancellationToken = default)
        => runner.ResolveAsync(new PlainGeneration(1), model, options, cancellationToken);
}
