using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using SoundFarm.Grains;

namespace SoundFarm.Rendering;

/// <summary>
/// The threads of a silo that make sounds, apart from the scheduler of the grains: a sound takes as long as thousands of grain calls.
/// Orders come through a bounded channel, which is never waited for: the feeder asks for its room.
/// </summary>
public sealed class RenderThreads(SoundMaker maker, IOptions<FarmOptions> options) : IHostedService, IDisposable
{
    private readonly Channel<SoundOrder> _orders = Channel.CreateBounded<SoundOrder>(options.Value.Waiting);
    private readonly ConcurrentQueue<SoundResult> _finished = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _shards = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Thread[] _threads = [];

    /// <summary>Gets how many orders can be added.</summary>
    public int Room => options.Value.Waiting - _orders.Reader.Count;

    /// <summary>Gets a value indicating whether results wait.</summary>
    public bool HasFinished => !_finished.IsEmpty;

    /// <summary>Adds an order, for which there must be room.</summary>
    public void Add(SoundOrder order)
    {
        if (!_orders.Writer.TryWrite(order))
            throw new InvalidOperationException($"There is no room for more than {options.Value.Waiting} orders.");
    }

    /// <summary>Takes a result.</summary>
    public bool TryTake([NotNullWhen(true)] out SoundResult? result) => _finished.TryDequeue(out result);

    /// <summary>Drops the orders of a shard, also the one in the works.</summary>
    public void Cancel(string shard) => ShardToken(shard).Cancel();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _threads = [.. Enumerable.Range(0, options.Value.Threads)
            .Select(i => new Thread(Work) { IsBackground = true, Name = $"Sounds {i}" })];
        foreach (var thread in _threads)
            thread.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _orders.Writer.TryComplete();
        await _stop.CancelAsync();
        foreach (var thread in _threads)
            thread.Join();
    }

    public void Dispose() => _stop.Dispose();

    private void Work()
    {
        foreach (var order in _orders.Reader.ReadAllAsync(CancellationToken.None).ToBlockingEnumerable(CancellationToken.None))
        {
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, ShardToken(order.Shard).Token);
                either.Token.ThrowIfCancellationRequested();
                _finished.Enqueue(maker.MakeAsync(order, either.Token).GetAwaiter().GetResult());
            }
            catch (OperationCanceledException)
            {
                // The lease runs out by itself.
            }
        }
    }

    private CancellationTokenSource ShardToken(string shard) => _shards.GetOrAdd(shard, _ => new());
}
