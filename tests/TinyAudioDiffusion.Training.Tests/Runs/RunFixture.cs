using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>Runs tiny trainings in a folder that is gone after the test.</summary>
public abstract class RunFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManagedEngine _engine = new(new ManagedEngineOptions { Threads = 1 });

    internal RunFolder Run => new(_folder["run"]);

    private protected string this[string name] => _folder[name];

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<TrainingResult> TrainAsync(
        TrainingConfiguration configuration, TrainingStart? start =
            null, ITrainingData? data = null, ITrainingData? validation = null, ITrainingObserver? observer = null,
            ITextEmbedder? embedder = null)
        => new Trainer(_engine, TinyTraining.Transforms).RunAsync(new TrainingJob
        {
            Configuration = configuration,
            Data = data ?? TinyTraining.Data,
            ValidationData = validation ?? new SineData(3, [.. configuration.Model.ClassLabels]),
            TextEmbedder = embedder,
            Folder = _folder["run"],
            Start = start ?? TrainingStart.FromSeed,
            Observers = observer is null ? [] : [observer],
        });

    private protected async Task<string> FailureAsync(
        TrainingConfiguration configuration, TrainingStart start, ITrainingData? data = null, ITrainingData? validation = null)
        => (await Assert.ThrowsAsync<TrainingException>(() => TrainAsync(configuration, start, data, validation))).Message;
}
