namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>The activations that the forward pass of attention keeps for the backward.</summary>
/// <param name="pool">The pool that gets the buffer back.</param>
/// <param name="query">The queries, [batch, heads * features, samples].</param>
/// <param name="keyValue">The keys, then the values, [batch, 2 * heads * features, tokens].</param>
/// <param name="heads">The outputs of the heads, [batch, heads * features, samples].</param>
/// <param name="logSums">The logarithm to the base 2 of each query's sum, [batch, heads, samples rounded up to blocks].</param>
internal sealed class AttentionActivations(
    TensorPool pool, ManagedTensor query, ManagedTensor keyValue, ManagedTensor heads, AlignedBuffer logSums)
    : IDisposable
{
    private AlignedBuffer? _logSums = logSums;

    public ManagedTensor Query { get; } = query;

    public ManagedTensor KeyValue { get; } = keyValue;

    public ManagedTensor Heads { get; } = heads;

    public AlignedBuffer LogSums
    {
        get
        {
            ObjectDisposedException.ThrowIf(_logSums is null, this);
            return _logSums;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _logSums, null) is not { } buffer)
            return;
        pool.Return(buffer);
        Query.Dispose();
        KeyValue.Dispose();
        Heads.Dispose();
    }
}
