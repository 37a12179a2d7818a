using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Computes the gradients of a step over all its sounds, in the number of passes that the configuration says.</summary>
internal sealed class StepGradient : IStepGradient
{
    private readonly TrainingConfiguration _configuration;
    private readonly TrainingDraws _draws;
    private readonly TrainingBatch _batch;
    private readonly GradientPass _pass;
    private readonly NoisyItem[] _items;
    private readonly int _soundCount;

    private StepGradient(
        TrainingConfiguration configuration, ITrainingData data, TensorEngine engine, DiffusionNetwork network, TextCondition? text)
    {
        _configuration = configuration;
        _draws = new TrainingDraws(configuration.Seed);
        _batch = new TrainingBatch(
            data, configuration.Batch, configuration.Model, network.Condition,
            text is null ? null : new CaptionEmbeddings(text));
        _pass = new GradientPass(engine, network, configuration.Objective, configuration.GradientCheckpointing);
        Gradients = new WeightGradients(engine);
        _items = new NoisyItem[configuration.Batch * configuration.Accumulation];
        _soundCount = data.Count;
    }

    /// <inheritdoc/>
    public string Description
    {
        get
        {
            const int MostNamed = 16;
            var sounds = string.Join(", ", _items.Take(MostNamed).Select(item => $"{item.Sound} at noise level {item.NoiseLevel:0.0000}"));
            var more = _items.Length > MostNamed ? $" and {_items.Length - MostNamed} more" : "";
            return $"the sounds of the step are {sounds}{more}";
        }
    }

    /// <summary>Prepares the gradients of a training on sounds.</summary>
    public static StepGradient Of(
        TrainingConfiguration configuration, ITrainingData data, TensorEngine engine, DiffusionNetwork network, ITextEmbedder? embedder)
        => new(configuration, data, engine, network, network.Text is { } text ? text with { Embedder = embedder } : null);

    /// <inheritdoc/>
    public WeightGradients Gradients { get; }

    /// <inheritdoc/>
    public double Compute(int step, CancellationToken cancellationToken)
    {
        Draw((long)step * _items.Length);
        var loss = 0.0;
        for (var pass = 0; pass < _configuration.Accumulation && double.IsFinite(loss); pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _batch.Fill(_items.AsSpan(pass * _configuration.Batch, _configuration.Batch));
            loss += _pass.Run(_batch, 1.0 / _items.Length, Gradients);
        }

        return loss;
    }

    /// <inheritdoc/>
    public void Dispose() => Gradients.Dispose();

    private void Draw(long first)
    {
        var strata = _configuration.Objective.NoiseLevels == NoiseLevelDistribution.Stratified ? _items.Length : 1;
        for (var i = 0; i < _items.Length; i++)
        {
            var item = first + i;
            var (sound, visit) = _draws.Sound(item, _soundCount);
            _items[i] = new NoisyItem(
                sound,
                visit,
                _draws.NoiseLevel(item, strata),
                _draws.Noise(item),
                _draws.HidesClass(item, _configuration.Objective.ClassDropout),
                _draws.Character(item, _configuration.Objective))
            {
                HidesCaption = _draws.HidesCaption(item, _configuration.Objective.CaptionDropout),
                SplitLevels = _draws.SplitLevels(item, _configuration.Model.Splits),
            };
        }
    }
}
