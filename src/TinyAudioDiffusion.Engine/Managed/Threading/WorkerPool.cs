using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace TinyAudioDiffusion.Engine.Managed.Threading;

/// <summary>
/// A pool of threads that share the parts of one job at a time. Its barrier costs less than a small convolution: workers spin for a short
/// time before they sleep, one atomic decrement hands out a part, and nothing is allocated. A caller that finds the pool busy with another
/// job does its own parts alone, with the same results.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    // The upper half of the ticket is the number of the job. The lower half is the number of parts left plus a bias, so that decrements by
    // late workers cannot borrow from the upper half.
    private const long Bias = 0x4000_0000;
    private const int SpinsBeforeSleep = 2000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread[] _threads;
    private long _ticket = Bias;
    private int _pending;
    private int _sleepers;
    private volatile bool _stopped;
    private delegate*<void*, int, Scratch, void> _body;
    private void* _job;
    private Exception? _failure;

    public WorkerPool(int threads)
    {
        Threads = threads;
        _threads = new Thread[threads - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"TinyAudioDiffusion engine {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>Gets the number of threads that share a job, including the caller.</summary>
    public int Threads { get; }

    /// <summary>Does all parts of a job and returns when all are done.</summary>
    public void Run<TJob>(TJob job, int parts)
        where TJob : unmanaged, IParallelJob
    {
        if (parts == 1 || _threads.Length == 0 || !_gate.TryEnter())
        {
            var scratch = Scratch.Current;
            for (var part = 0; part < parts; part++)
                job.Execute(part, scratch);
            return;
        }

        try
        {
            Publish(&Execute<TJob>, &job, parts);
            TakeParts(Scratch.Current);
            var spin = default(SpinWait);
            while (Volatile.Read(ref _pending) != 0)
                spin.SpinOnce(sleep1Threshold: -1);

            if (_failure is { } failure)
            {
                _failure = null;
                ExceptionDispatchInfo.Throw(failure);
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _wake.Release(_threads.Length + 1);
        foreach (var thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private static void Execute<TJob>(void* job, int part, Scratch scratch)
        where TJob : unmanaged, IParallelJob
        => ((TJob*)job)->Execute(part, scratch);

    private void Publish(delegate*<void*, int, Scratch, void> body, void* job, int parts)
    {
        _body = body;
        _job = job;
        _pending = parts;
        var number = (Volatile.Read(ref _ticket) >> 32) + 1;
        Interlocked.Exchange(ref _ticket, (number << 32) + Bias + parts);

        var sleepers = Volatile.Read(ref _sleepers);
        if (sleepers > 0)
            _wake.Release(sleepers);
    }

    // A ticket with a part left proves that the job is unfinished, so its fields do not change until that part is done.
    private void TakeParts(Scratch scratch)
    {
        while (true)
        {
            var left = (Interlocked.Decrement(ref _ticket) & 0xFFFF_FFFF) - Bias;
            if (left < 0)
                return;

            try
            {
                _body(_job, (int)left, scratch);
            }
            catch (Exception failure) when (Record(failure))
            {
                // Run throws it again to its caller.
            }

            Interlocked.Decrement(ref _pending);
        }
    }

    private bool Record(Exception failure)
    {
        _failure = failure;
        return true;
    }

    private void Work()
    {
        var scratch = Scratch.Current;
        var spins = 0;
        while (!_stopped)
        {
            if (HasParts())
            {
                TakeParts(scratch);
                spins = 0;
            }
            else if (++spins < SpinsBeforeSleep)
            {
                Thread.SpinWait(8);
            }
            else
            {
                Sleep();
                spins = 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasParts() => (Volatile.Read(ref _ticket) & 0xFFFF_FFFF) > Bias;

    private void Sleep()
    {
        Interlocked.Increment(ref _sleepers);
        if (!HasParts() && !_stopped)
            _wake.Wait();
        Interlocked.Decrement(ref _sleepers);
    }
}
