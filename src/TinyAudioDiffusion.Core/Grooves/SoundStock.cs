using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TinyAudioDiffusion.Grooves;

/// <summary>
/// The sounds that no hit had yet, for each part of a score, and the work that makes more of them: always for the part whose sounds run out
/// first among the coming hits. One at a time, because one call of the network uses all cores.
/// </summary>
internal sealed class SoundStock : IAsyncDisposable
{
    // Some 16 MB.
    private const int MostWaiting = 64;

    private readonly GrooveScore _score;
    private readonly Func<int, CancellationToken, Task<StereoSound>> _make;
    private readonly ConcurrentQueue<StereoSound>[] _waiting;
    private readonly Channel<int> _taken = Channel.CreateUnbounded<int>();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <param name="score">The score.</param>
    /// <param name="pads">The sounds that each part begins with.</param>
    /// <param name="make">Makes the next sound of a part, by the part's index.</param>
    public SoundStock(
        GrooveScore score, IReadOnlyList<IReadOnlyList<StereoSound>> pads, Func<int, CancellationToken, Task<StereoSound>> make)
    {
        (_score, _make) = (score, make);
        _waiting = [.. pads.Select(sounds => new ConcurrentQueue<StereoSound>(sounds))];
    }

    /// <summary>Begins to make sounds until the last hit has one.</summary>
    /// <param name="nextHit">Tells the index of the first hit that has not begun.</param>
    public void StartMaking(Func<int> nextHit) => _work = Task.Run(() => MakeAheadAsync(nextHit));

    /// <summary>Makes sounds until every hit before a frame has one, and waits for them.</summary>
    public async Task FillAsync(int nextHit, long frame, CancellationToken cancellationToken)
    {
        while (FirstToRunOut(nextHit) is { } hit && _score.Hits[hit].Frame < frame)
        {
            var part = _score.Hits[hit].Part;
            _waiting[part].Enqueue(await _make(part, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Takes the oldest sound of a part; null where there is none.</summary>
    /// <exception cref="TinyAudioDiffusionException">Making sounds failed.</exception>
    public StereoSound? Take(int part)
    {
        if (_work.IsFaulted)
            _work.GetAwaiter().GetResult();
        var sound = _waiting[part].TryDequeue(out var taken) ? taken : null;
        _taken.Writer.TryWrite(part);
        return sound;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task MakeAheadAsync(Func<int> nextHit)
    {
        while (nextHit() is var next && next < _score.Hits.Count)
        {
            if (_waiting.Sum(sounds => sounds.Count) < MostWaiting && FirstToRunOut(next) is { } hit)
            {
                var part = _score.Hits[hit].Part;
                _waiting[part].Enqueue(await _make(part, _stop.Token).ConfigureAwait(false));
            }
            else
            {
                await _taken.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
            }
        }
    }

    private int? FirstToRunOut(int nextHit)
    {
        var left = _waiting.Select(sounds => sounds.Count).ToArray();
        for (var hit = nextHit; hit < _score.Hits.Count; hit++)
        {
            if (left[_score.Hits[hit].Part]-- == 0)
                return hit;
        }

        return null;
    }
}
