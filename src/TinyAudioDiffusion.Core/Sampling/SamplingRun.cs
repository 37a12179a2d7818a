using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// One run of a sampler: a network bound to its conditions, a grid of noise levels, one noise stream for each item, progress and
/// cancellation. Use it on one thread.
/// </summary>
public sealed class SamplingRun
{
    private readonly IDiffusionModel _model;
    private readonly float[] _noiseLevels;
    private readonly NoiseStream[] _noise;
    private readonly int[] _classes;
    private readonly float[] _levelOfEachItem;
    private readonly SamplingObserver? _observer;
    private readonly CancellationToken _cancellationToken;
    private float[]? _splitLevels;
    private int _draw;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="model">The network.</param>
    /// <param name="noiseLevels">The grid: strictly falling noise levels in [0, 1], at least two.</param>
    /// <param name="noise">One noise stream for each item.</param>
    /// <param name="samples">The number of samples of each channel; a multiple of the model's length multiple.</param>
    /// <param name="classes">One class index for each item, or empty.</param>
    /// <param name="observer">Receives each step.</param>
    /// <param name="cancellationToken">Checked before every network call.</param>
    /// <exception cref="ArgumentException">The grid, the items or the length do not fit.</exception>
    public SamplingRun(
        IDiffusionModel model,
        ReadOnlySpan<float> noiseLevels,
        ReadOnlySpan<NoiseStream> noise,
        int samples,
        ReadOnlySpan<int> classes = default,
        SamplingObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        if (noise.IsEmpty)
            throw new ArgumentException("A run needs at least one item.", nameof(noise));
        if (samples % model.Info.LengthMultiple != 0)
        {
            throw new ArgumentException(
                $"{samples} samples are not a multiple of {model.Info.LengthMultiple}, which the model needs.", nameof(samples));
        }

        if (!classes.IsEmpty && classes.Length != noise.Length)
            throw new ArgumentException($"{classes.Length} classes were given for {noise.Length} items.", nameof(classes));

        _model = model;
        _noiseLevels = Checked(noiseLevels);
        _noise = noise.ToArray();
        _classes = classes.ToArray();
        _levelOfEachItem = new float[noise.Length];
        _observer = observer;
        _cancellationToken = cancellationToken;
        Samples = samples;
    }

    /// <summary>Gets the grid of noise levels, one more than there are steps.</summary>
    public ReadOnlySpan<float> NoiseLevels => _noiseLevels;

    /// <summary>Gets the number of steps.</summary>
    public int Steps => _noiseLevels.Length - 1;

    /// <summary>Gets the number of items.</summary>
    public int Items => _noise.Length;

    /// <summary>Gets the number of channels of each item.</summary>
    public int Channels => _model.Info.Channels;

    /// <summary>Gets the number of samples of each channel.</summary>
    public int Samples { get; }

    /// <summary>Gets the number of the model's splits; null for a model that takes one noise level for a whole sound.</summary>
    internal int? Splits => _model.Info.Splits;

    /// <summary>Gets the number of floats of all items together.</summary>
    public int Size => checked(Items * Channels * Samples);

    /// <summary>
    /// Gets recorded noise that replaces the items' own noise streams in <see cref="DrawNoise"/>, for comparisons with another system.
    /// </summary>
    /// <value>Null: the items' own streams.</value>
    public NoiseSource? RecordedNoise { get; init; }

    /// <summary>Gets the character of each item, [items, coordinates], for a model that takes any.</summary>
    /// <value>Empty: none.</value>
    public ReadOnlyMemory<float> Characters { get; init; }

    /// <summary>Gets what the model hears of each item, [items, values], for a model that hears something beside noise.</summary>
    /// <value>Empty: nothing.</value>
    public ReadOnlyMemory<float> Conditions { get; init; }

    /// <summary>Gets the embedded text of each item, [items, tokens, features], for a model that reads text.</summary>
    /// <value>Empty: no text.</value>
    public ReadOnlyMemory<float> Texts { get; init; }

    /// <summary>Gets the shares of classes in items that are a blend; see <see cref="VelocityRequest.ClassShares"/>.</summary>
    /// <value>Empty: none is.</value>
    public ReadOnlyMemory<float> ClassShares { get; init; }

    /// <summary>Gets the number of network calls made so far.</summary>
    public int NetworkCalls { get; private set; }

    /// <summary>Calls the network with one noise level for all items.</summary>
    /// <param name="x">The noisy waveforms, [items, channels, samples].</param>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <param name="velocity">Receives the velocities; must not overlap <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> has another number of values than the run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void PredictVelocity(ReadOnlySpan<float> x, float noiseLevel, Span<float> velocity)
    {
        RequireSize(x);
        _cancellationToken.ThrowIfCancellationRequested();
        Predict(x, noiseLevel, [], velocity);
    }

    /// <summary>Calls the network with a noise level for each split of the sounds, the same ones for all items.</summary>
    /// <param name="x">The noisy waveforms, [items, channels, samples].</param>
    /// <param name="splitLevels">The noise levels t in [0, 1], as many as the model's splits.</param>
    /// <param name="velocity">Receives the velocities; must not overlap <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">
    /// The model has another number of splits, or <paramref name="x"/> another number of values than the run.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void PredictSplitVelocity(ReadOnlySpan<float> x, ReadOnlySpan<float> splitLevels, Span<float> velocity)
    {
        RequireSize(x);
        if (splitLevels.Length != Splits)
        {
            throw new ArgumentException(
                $"{splitLevels.Length} noise levels were given for a model of {Splits?.ToString() ?? "no"} splits.", nameof(splitLevels));
        }

        _cancellationToken.ThrowIfCancellationRequested();
        _splitLevels ??= new float[Items * splitLevels.Length];
        for (var item = 0; item < Items; item++)
            splitLevels.CopyTo(_splitLevels.AsSpan(item * splitLevels.Length));
        Predict(x, TensorPrimitives.Max(splitLevels), _splitLevels, velocity);
    }

    /// <summary>Calls the network with one item alone, for a sampler whose items go different ways.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="x">The item's noisy waveform, [channels, samples].</param>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <param name="velocity">Receives the velocity; must not overlap <paramref name="x"/>.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void PredictItemVelocity(int item, ReadOnlySpan<float> x, float noiseLevel, Span<float> velocity)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var levels = _levelOfEachItem.AsSpan(item, 1);
        levels.Fill(noiseLevel);
        var classes = _classes.Length == 0 ? default : _classes.AsSpan(item, 1);
        var (size, heard, told) = (Characters.Length / Items, Conditions.Length / Items, Texts.Length / Items);
        _model.PredictVelocity(
            new VelocityRequest
            {
                Noisy = x,
                NoiseLevels = levels,
                Samples = Samples,
                Classes = classes,
                ClassShares = ClassShares.Span,
                Characters = Characters.Span.Slice(item * size, size),
                Conditions = Conditions.Span.Slice(item * heard, heard),
                Texts = Texts.Span.Slice(item * told, told),
            },
            velocity);
        NetworkCalls++;
    }

    /// <summary>
    /// Draws fresh standard normal noise for every item from the item's own stream. Draw 0 of a stream is the noise that a run starts
    /// from, so the first call here gives draw 1.
    /// </summary>
    /// <param name="noise">Receives the noise, [items, channels, samples], of any number of samples.</param>
    public void DrawNoise(Span<float> noise)
    {
        _draw++;
        if (RecordedNoise is not null)
        {
            RecordedNoise(_draw, noise);
            return;
        }

        var itemSize = noise.Length / Items;
        for (var item = 0; item < Items; item++)
            _noise[item].Fill(noise.Slice(item * itemSize, itemSize), Channels, _draw);
    }

    /// <summary>Reports a step that is done.</summary>
    /// <param name="step">The number of steps done, from 1.</param>
    /// <param name="noiseLevel">The noise level at which the estimate was made.</param>
    /// <param name="denoised">The current estimate of the clean sound, [items, channels, samples].</param>
    public void Report(int step, float noiseLevel, ReadOnlySpan<float> denoised)
        => _observer?.Invoke(new SamplingStep { Step = step, Steps = Steps, NoiseLevel = noiseLevel, Denoised = denoised });

    private void Predict(ReadOnlySpan<float> x, float noiseLevel, ReadOnlySpan<float> splitLevels, Span<float> velocity)
    {
        _levelOfEachItem.AsSpan().Fill(noiseLevel);
        _model.PredictVelocity(
            new VelocityRequest
            {
                Noisy = x,
                NoiseLevels = _levelOfEachItem,
                SplitLevels = splitLevels,
                Samples = Samples,
                Classes = _classes,
                ClassShares = ClassShares.Span,
                Characters = Characters.Span,
                Conditions = Conditions.Span,
                Texts = Texts.Span,
            },
            velocity);
        NetworkCalls++;
    }

    /// <summary>Checks that waveforms are those of all items of the run.</summary>
    internal void RequireSize(ReadOnlySpan<float> x)
    {
        if (x.Length != Size)
            throw new ArgumentException($"The run has {Size} values, found {x.Length}.", nameof(x));
    }

    private static float[] Checked(ReadOnlySpan<float> noiseLevels)
    {
        SigmaGrid.Require(noiseLevels);
        for (var i = 0; i < noiseLevels.Length; i++)
        {
            if (noiseLevels[i] is not (>= 0f and <= 1f))
                throw new ArgumentException($"Noise level {i} is {noiseLevels[i]}; it must be from 0 to 1.", nameof(noiseLevels));
            if (i > 0 && noiseLevels[i] >= noiseLevels[i - 1])
            {
                throw new ArgumentException(
                    $"Noise level {i} ({noiseLevels[i]}) is not below the one before it ({noiseLevels[i - 1]}).", nameof(noiseLevels));
            }
        }

        return noiseLevels.ToArray();
    }
}
