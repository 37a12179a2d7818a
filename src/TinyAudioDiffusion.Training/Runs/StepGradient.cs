using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The gradient of one step: of all its sounds, in as many passes as the configuration says.</summary>
internal sealed class StepGradient
{
    private readonly TrainingConfiguration _configuration;
    private readonly TrainingDraws _draws;
    private readonly TrainingBatch _batch;
    private readonly GradientPass _pass;
    private readonly WeightGradients _gradients = new();
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly NoisyItem[] _items;
    private readonly int _soundCount;

    public StepGradient(TrainingConfiguration configuration, ITrainingData data, DiffusionNetwork network, GradientPass pass)
    {
        _configuration = configuration;
        _draws = new TrainingDraws(configuration.Seed);
        _batch = new TrainingBatch(data, configuration.Batch, configuration.Model);
        _pass = pass;
        _parameters = network.Parameters;
        _items = new NoisyItem[configuration.Batch * configuration.Accumulation];
        _soundCount = data.Count;
    }

    /// <summary>Gets the sounds of the last step.</summary>
    public IReadOnlyList<NoisyItem> Items => _items;

    /// <summary>Gets the gradient of a parameter. All of them exist once a step was computed, so that threads may ask at once.</summary>
    public ReadOnlySpan<float> Of(int parameter) => _gradients.Of(_parameters[parameter].Weight);

    /// <summary>Computes the gradient of a step.</summary>
    /// <param name="step">The number of steps before it.</param>
    /// <param name="cancellationToken">Stops the work between two passes; nothing has changed then.</param>
    /// <returns>The loss; not finite where the work ended early because of it.</returns>
    public double Compute(int step, CancellationToken cancellationToken)
    {
        Draw((long)step * _items.Length);
        _gradients.Clear();
        foreach (var parameter in _parameters)
            _ = _gradients.Of(parameter.Weight);
        var loss = 0.0;
        for (var pass = 0; pass < _configuration.Accumulation && double.IsFinite(loss); pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _batch.Fill(_items.AsSpan(pass * _configuration.Batch, _configuration.Batch));
            loss += _pass.Run(_batch, 1.0 / _items.Length, _gradients);
        }

        return loss;
    }

    private void Draw(long first)
    {
        var strata = _configuration.Objective.NoiseLevels == NoiseLevelDistribution.Stratified ? _items.Length : 1;
        for (var i = 0; i < _items.Length; i++)
        {
            var item = first + i;
            var (sound, visit) = _draws.Sound(item, _soundCount);
            _items[i] = new NoisyItem(
                sound, visit, _draws.NoiseLevel(item, strata), _draws.Noise(item), _draws.HidesClass(item, _configuration.Objective.ClassDropout),
                _draws.Character(item, _configuration.Objective));
        }
    }
}
