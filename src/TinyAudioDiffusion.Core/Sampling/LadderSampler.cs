using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Makes sounds of any length with an autoregressive model, which takes a noise level for each split of its native length. The first half
/// of a window is clean and the context of what follows; the splits of the second half stand on a ladder of noise levels, the first one on
/// its lowest rungs. Each turn takes every split down to where the one before it stood. The first one is clean then, the window moves on by
/// a split, and fresh noise comes in at the top. This is the sampler of audio-diffusion-pytorch (ARVSampler), with DDIM's step.
/// </summary>
/// <remarks>Belongs to its run, so use it on one thread. One network call a step, no clipping.</remarks>
public sealed class LadderSampler
{
    private readonly SamplingRun _run;
    private readonly float[] _ladder; // from the top down, the rungs of each split of the second half
    private readonly int _splits;
    private readonly int _stepsOfTurn;
    private readonly float[] _velocity;
    private readonly float[] _denoised;
    private int _done;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="run">
    /// A run of the model's native length, or another multiple of its splits: the window. Its noise levels are those of
    /// <see cref="Complete"/>; a turn has as many steps as go into the run's for each split, at least one.
    /// </param>
    /// <param name="schedule">Gives the ladder's noise levels; the reference's is <see cref="LinearSchedule"/>.</param>
    /// <exception cref="ArgumentException">The run's model has no splits, or they do not divide its samples.</exception>
    public LadderSampler(SamplingRun run, INoiseSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(schedule);
        _splits = run.Splits ?? throw new ArgumentException("The model takes one noise level for a whole sound.", nameof(run));
        if (_splits < 2 || _splits % 2 != 0 || run.Samples % _splits != 0)
            throw new ArgumentException($"{run.Samples} samples do not divide into {_splits} splits, an even number.", nameof(run));
        _run = run;
        _stepsOfTurn = StepsOfTurn(run.Steps, _splits);
        _ladder = [1f];
        if (_stepsOfTurn * Half > 1)
            schedule.Fill(_ladder = new float[_stepsOfTurn * Half]);
        (_velocity, _denoised) = (new float[run.Size], new float[run.Size]);
    }

    private int Half => _splits / 2;

    private int SplitLength => _run.Samples / _splits;

    /// <summary>Denoises the splits of a window that are not known yet, all at once, along the run's noise levels.</summary>
    /// <param name="window">
    /// The window, [items, channels, samples]: sound in the known splits, noise at the run's first noise level in all others. Known splits
    /// stay as they are, bit for bit.
    /// </param>
    /// <param name="known">For each split whether it is known; empty for none.</param>
    /// <exception cref="ArgumentException">A length does not fit the run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void Complete(Span<float> window, ReadOnlySpan<bool> known = default)
    {
        _run.RequireSize(window);
        if (!known.IsEmpty && known.Length != _splits)
            throw new ArgumentException($"{known.Length} splits were given for {_splits}.", nameof(known));
        var (now, next) = (new float[_splits], new float[_splits]);
        for (var step = 0; step < _run.Steps; step++)
        {
            for (var split = 0; split < _splits; split++)
            {
                var isKnown = !known.IsEmpty && known[split];
                now[split] = isKnown ? 0f : _run.NoiseLevels[step];
                next[split] = isKnown ? 0f : _run.NoiseLevels[step + 1];
            }

            Step(window, now, next);
        }
    }

    /// <summary>Goes on after the first half of a sound.</summary>
    /// <param name="window">A clean window, [items, channels, samples], as <see cref="Complete"/> leaves it. Stays as it is.</param>
    /// <param name="splits">How many splits to make, at least 0.</param>
    /// <returns>
    /// What follows the window's first half, [items, channels, splits * length of a split]. The second half is where it starts from.
    /// </returns>
    /// <exception cref="ArgumentException">The window does not fit the run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public float[] Continue(ReadOnlySpan<float> window, int splits)
    {
        _run.RequireSize(window);
        ArgumentOutOfRangeException.ThrowIfNegative(splits);
        var (rows, length, samples) = (_run.Items * _run.Channels, SplitLength, _run.Samples);
        var made = new float[checked(rows * splits * length)];
        var (x, fresh) = (new float[window.Length], new float[window.Length]);
        var (now, next) = (new float[_splits], new float[_splits]);
        FillRungs(0, now);
        _run.DrawNoise(fresh);
        for (var row = 0; row < rows; row++)
        {
            for (var split = 0; split < _splits; split++)
            {
                var own = ((row * samples) + (split * length))..((row * samples) + ((split + 1) * length));
                VObjective.Noisy(window[own], fresh.AsSpan()[own], now[split], x.AsSpan()[own]);
            }
        }

        for (var turn = 0; turn < splits; turn++)
        {
            for (var step = 0; step < _stepsOfTurn; step++)
            {
                FillRungs(step, now);
                FillRungs(step + 1, next);
                Step(x, now, next);
            }

            // The first split of the second half is clean, and the window moves on.
            var noise = fresh.AsSpan(0, rows * length);
            _run.DrawNoise(noise);
            for (var row = 0; row < rows; row++)
            {
                var own = x.AsSpan(row * samples, samples);
                own.Slice(Half * length, length).CopyTo(made.AsSpan(((row * splits) + turn) * length));
                own[length..].CopyTo(own);
                TensorPrimitives.Multiply(
                    noise.Slice(row * length, length), VObjective.Sigma(_ladder[0]), own[^length..]);
            }
        }

        return made;
    }

    /// <summary>Tells how many network calls a turn takes.</summary>
    internal static int StepsOfTurn(int steps, int splits) => Math.Max(1, steps / splits);

    // The noise levels of all splits at a step of a turn. Behind the last step each split stands where the one before it began.
    private void FillRungs(int step, Span<float> levels)
    {
        levels[..Half].Clear();
        for (var split = 0; split < Half; split++)
        {
            var rung = ((Half - 1 - split) * _stepsOfTurn) + step;
            levels[Half + split] = rung < _ladder.Length ? _ladder[rung] : 0f;
        }
    }

    // DDIM's step for each split from its own noise level to its next one.
    private void Step(Span<float> x, ReadOnlySpan<float> now, ReadOnlySpan<float> next)
    {
        _run.PredictSplitVelocity(x, now, _velocity);
        var length = SplitLength;
        for (var place = 0; place < x.Length / length; place++)
        {
            var (from, to) = (now[place % _splits], next[place % _splits]);
            var own = x.Slice(place * length, length);
            var velocity = _velocity.AsSpan(place * length, length);
            var denoised = _denoised.AsSpan(place * length, length);
            if (from == 0f)
            {
                own.CopyTo(denoised);
                continue;
            }

            VObjective.Denoised(own, velocity, from, denoised);
            VObjective.Noise(own, velocity, from, velocity);
            VObjective.Noisy(denoised, velocity, to, own);
        }

        _run.Report(++_done, TensorPrimitives.Max(now), _denoised);
    }
}
