using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Measures a model on sounds that it did not learn from: the mean squared error of the velocity at an even grid of noise levels and with
/// noise that is always the same, so that the loss can be compared across steps and trainings.
/// </summary>
internal sealed class ValidationPass : IValidation
{
    private const ulong Seed = 0x56414C49_44415445; // "VALIDATE"

    private readonly TrainingDraws _draws = new(Seed);
    private readonly ITrainingData _data;
    private readonly int _clips;
    private readonly int _batch;
    private readonly ModelDescription _description;
    private CaptionEmbeddings? _captions; // the model is the same at every validation, and so are the captions

    public ValidationPass(ITrainingData data, int clips, int batch, ModelDescription description)
        => (_data, _clips, _batch, _description) = (data, clips, Math.Min(batch, clips), description);

    /// <inheritdoc/>
    public double Run(IDiffusionModel model, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        _captions ??= model.Info.Text is { } text ? new CaptionEmbeddings(text) : null;
        for (var first = 0; first < _clips; first += _batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = new TrainingBatch(
                _data, Math.Min(_batch, _clips - first), _description, model.Info.Condition, _captions);
            batch.Fill([.. Enumerable.Range(first, batch.Size).Select(Item)]);
            model.PredictVelocity(
                new VelocityRequest
                {
                    Noisy = batch.Noisy,
                    NoiseLevels = batch.NoiseLevels,
                    SplitLevels = batch.SplitLevels,
                    Samples = batch.Samples,
                    Classes = batch.Classes,
                    Characters = batch.Characters,
                    Conditions = batch.Heard,
                    Texts = batch.Texts,
                },
                batch.Predicted);
            for (var item = 0; item < batch.Size; item++)
                sum += SquaredError.Compute(batch.PredictedOf(item), batch.TargetOf(item));
        }

        return sum / _clips;
    }

    private NoisyItem Item(int number)
        => new(
            number % _data.Count, Visit: (ulong)(number / _data.Count), (float)((number + 0.5) / _clips), _draws.Noise(number),
            HidesClass: false)
        {
            SplitLevels = _draws.SplitLevels(number, _description.Splits),
        };
}
