namespace TinyAudioDiffusion.AspNetCore.Tests;

/// <summary>A generator whose calls wait until the test lets them go on, and which tells what it was asked for.</summary>
internal sealed class GatedGenerator(IDrumGenerator inner) : DelegatingDrumGenerator(inner)
{
    public SemaphoreSlim Gate { get; } = new(0);

    public SemaphoreSlim Begun { get; } = new(0);

    public SemaphoreSlim Stopped { get; } = new(0);

    public List<int> Batches { get; } = [];

    public override async Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        ModelChoice model, IReadOnlyList<ulong> seeds, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Batches.Add(seeds.Count);
        Begun.Release();
        try
        {
            await Gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Stopped.Release();
            throw;
        }

        return await base.GenerateBatchAsync(model, seeds, options, progress, cancellationToken);
    }
}
