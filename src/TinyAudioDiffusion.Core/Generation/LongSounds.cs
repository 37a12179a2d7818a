using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>
/// Sounds longer than the native length of an autoregressive model: a window of the native length, and what <see cref="LadderSampler"/>
/// makes after its first half.
/// </summary>
internal sealed class LongSounds
{
    private readonly GenerationPlan _plan;
    private readonly int _channels;
    private readonly int _splits;
    private readonly int _window;
    private readonly int _length; // of a split
    private readonly int _context; // the splits that a seam sees on each side

    public LongSounds(GenerationPlan plan)
    {
        var info = plan.Model.Info;
        (_plan, _channels, _splits, _window) = (plan, info.Channels, info.Splits!.Value, info.NativeLength);
        (_length, _context) = (_window / _splits, _splits / 4);
    }

    private int Half => _window / 2;

    private int Seam => (_splits - (2 * _context)) * _length;

    private int StepsOfTurn => LadderSampler.StepsOfTurn(_plan.Steps, _splits);

    private int ItemsAtOnce => Math.Min(_plan.MaxBatch, Math.Max(1, Array.MaxLength / (2 * _channels * _plan.Recipe.Length)));

    /// <summary>Tells whether a model makes sounds of a length this way.</summary>
    public static bool Are(DiffusionModelInfo info, int length) => info.Splits is not null && length > info.NativeLength;

    /// <summary>Tells whether the sounds of a plan are made this way.</summary>
    public static bool Are(GenerationPlan plan) => Are(plan.Model.Info, plan.Recipe.Length);

    /// <summary>Tells whether the loops of a plan are made this way: a seam needs context on both sides.</summary>
    public static bool AreLoops(GenerationPlan plan) => Are(plan) && plan.Model.Info.Splits >= 4;

    /// <summary>Tells what the sounds ask of the network.</summary>
    public IEnumerable<NetworkWork> Work() => Work(StepsTo(_plan.Recipe.Length));

    /// <summary>Tells what the loops ask of the network.</summary>
    public IEnumerable<NetworkWork> WorkOfLoops() => Work(StepsOfLoop);

    /// <summary>Tells how many steps it takes to go on after a sound.</summary>
    public int StepsOfExtension(int more) => checked(_plan.Steps + (SplitsOf(more) * StepsOfTurn));

    /// <summary>Makes all sounds.</summary>
    public AudioClip[] Generate(ProgressClock clock, CancellationToken cancellationToken) => Make(
        StepsTo(_plan.Recipe.Length), clock, (ladder, seeds) => Grow(ladder, seeds, _plan.Recipe.Length), cancellationToken);

    /// <summary>
    /// Makes all loops: a long sound, and a seam that the model makes between the end of it and its start, both of which it hears.
    /// </summary>
    public AudioClip[] GenerateLoops(ProgressClock clock, CancellationToken cancellationToken) => Make(
        StepsOfLoop, clock, (ladder, seeds) => Close(ladder, seeds, Grow(ladder, seeds, _plan.Recipe.Length - Seam)), cancellationToken);

    /// <summary>
    /// Goes on after a sound. The model hears the last half of a window of it, with silence before its start where it is shorter.
    /// </summary>
    /// <param name="sound">[channels, total]: the sound, and room for what follows it.</param>
    /// <param name="done">The length of the sound.</param>
    /// <param name="clock">Receives each step.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    public void Extend(float[] sound, int done, ProgressClock clock, CancellationToken cancellationToken)
    {
        var (total, context) = (sound.Length / _channels, Math.Min(Half, done));
        ulong[] seeds = [_plan.Recipe.Seed];
        var window = Noise(seeds);
        for (var channel = 0; channel < _channels; channel++)
        {
            var known = window.AsSpan(channel * _window, Half);
            known.Clear();
            sound.AsSpan((channel * total) + done - context, context).CopyTo(known[^context..]);
        }

        clock.BeginSampling(StepsOfExtension(total - done));
        var ladder = Ladder(0, seeds, (in SamplingStep step) => clock.Sampled(step.Step), cancellationToken);
        ladder.Complete(window, Known(_splits / 2, 0));
        var splits = SplitsOf(total - done);
        var made = ladder.Continue(window, splits);
        cancellationToken.ThrowIfCancellationRequested();
        for (var channel = 0; channel < _channels; channel++)
            made.AsSpan(channel * splits * _length, total - done).CopyTo(sound.AsSpan((channel * total) + done));
    }

    private int SplitsOf(int samples) => Math.Max(0, (samples + _length - 1) / _length);

    private int StepsTo(int length) => checked(_plan.Steps + (SplitsOf(length - Half) * StepsOfTurn));

    private int StepsOfLoop => checked(StepsTo(_plan.Recipe.Length - Seam) + _plan.Steps);

    private IEnumerable<NetworkWork> Work(int steps)
    {
        var (chunks, rest) = Math.DivRem(_plan.Count, ItemsAtOnce);
        if (chunks > 0)
            yield return new NetworkWork(_plan.Model, ItemsAtOnce, _window, (long)chunks * steps);
        if (rest > 0)
            yield return new NetworkWork(_plan.Model, rest, _window, steps);
    }

    private AudioClip[] Make(
        int steps, ProgressClock clock, Func<LadderSampler, ulong[], float[]> make, CancellationToken cancellationToken)
    {
        clock.BeginSampling(checked(_plan.Count * steps));
        var clips = new AudioClip[_plan.Count];
        for (var first = 0; first < clips.Length; first += ItemsAtOnce)
        {
            ulong[] seeds =
            [
                .. Enumerable.Range(first, Math.Min(ItemsAtOnce, clips.Length - first)).Select(item => _plan.RecipeOf(item).Seed),
            ];
            var before = first * steps;
            var ladder = Ladder(
                first, seeds, (in SamplingStep step) => clock.Sampled(before + (step.Step * seeds.Length)), cancellationToken);
            var made = make(ladder, seeds);
            cancellationToken.ThrowIfCancellationRequested();
            var size = made.Length / seeds.Length;
            for (var item = 0; item < seeds.Length; item++)
            {
                clips[first + item] = PlanSampling.ToClip(
                    made.AsSpan(item * size, size), _plan with { NetworkLength = _plan.Recipe.Length }, _plan.RecipeOf(first + item));
            }
        }

        clock.Done();
        return clips;
    }

    private LadderSampler Ladder(int first, ulong[] seeds, SamplingObserver observer, CancellationToken cancellationToken) => new(
        new SamplingRun(
            _plan.Model, _plan.NoiseLevels, [.. seeds.Select(seed => new NoiseStream(seed))], _window,
            _plan.ClassesOf(first, seeds.Length), observer, cancellationToken)
        {
            Characters = _plan.CharactersOf(first, seeds.Length),
            ClassShares = _plan.ClassShares,
        },
        _plan.Schedule);

    // What a window starts from, [items, channels, window].
    private float[] Noise(ulong[] seeds, int part = 0)
    {
        var (size, noise) = (_channels * _window, new float[seeds.Length * _channels * _window]);
        for (var item = 0; item < seeds.Length; item++)
            new NoiseStream(seeds[item]).Part(part).Fill(noise.AsSpan(item * size, size), _channels, draw: 0);
        TensorPrimitives.Multiply(noise, VObjective.Sigma(_plan.NoiseLevels[0]), noise);
        return noise;
    }

    private bool[] Known(int before, int behind)
        => [.. Enumerable.Range(0, _splits).Select(split => split < before || split >= _splits - behind)];

    // A sound of a length, [items, channels, length].
    private float[] Grow(LadderSampler ladder, ulong[] seeds, int length)
    {
        var window = Noise(seeds);
        ladder.Complete(window);
        var splits = SplitsOf(length - Half);
        var rest = ladder.Continue(window, splits);
        var sound = new float[seeds.Length * _channels * length];
        for (var row = 0; row < seeds.Length * _channels; row++)
        {
            var own = sound.AsSpan(row * length, length);
            window.AsSpan(row * _window, Math.Min(Half, length)).CopyTo(own);
            if (splits > 0)
                rest.AsSpan(row * splits * _length, length - Half).CopyTo(own[Half..]);
        }

        return sound;
    }

    // Puts a seam behind each sound, [items, channels, length with the seam].
    private float[] Close(LadderSampler ladder, ulong[] seeds, float[] body)
    {
        var (rows, context) = (seeds.Length * _channels, _context * _length);
        var (length, total) = (body.Length / rows, (body.Length / rows) + Seam);
        var window = Noise(seeds, part: 1);
        for (var row = 0; row < rows; row++)
        {
            var own = body.AsSpan(row * length, length);
            own[^context..].CopyTo(window.AsSpan(row * _window));
            own[..context].CopyTo(window.AsSpan(row * _window, _window)[^context..]);
        }

        ladder.Complete(window, Known(_context, _context));
        var loop = new float[rows * total];
        for (var row = 0; row < rows; row++)
        {
            body.AsSpan(row * length, length).CopyTo(loop.AsSpan(row * total));
            window.AsSpan((row * _window) + context, Seam).CopyTo(loop.AsSpan((row * total) + length));
        }

        return loop;
    }
}
