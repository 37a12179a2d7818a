using TinyAudioDiffusion.Training.Reports;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Reports;

public sealed class TrainingReportWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_IsRenewedNowAndThen_AndAtTheEnd()
    {
        var writer = Start();
        writer.OnStep(Progress(1, validation: null));
        Assert.False(File.Exists(_folder["report.html"]));

        writer.OnStep(Progress(2, validation: 0.5));
        Assert.True(File.Exists(_folder["report.html"]));

        File.Delete(_folder["report.html"]);
        writer.OnSamples(3, []);
        Assert.False(File.Exists(_folder["report.html"]));

        _time.Advance(TimeSpan.FromSeconds(31));
        writer.OnSamples(4, []);
        Assert.True(File.Exists(_folder["report.html"]));

        File.Delete(_folder["report.html"]);
        writer.OnFinished(new TrainingResult(default, 4, 0.5, 0.5, new RunFolder(_folder.Path)));
        Assert.True(File.Exists(_folder["report.html"]));
        Assert.Null(writer.Failure);
    }

    [Fact]
    public void Page_ThatCannotBeWritten_EndsNothing()
    {
        var writer = Start();
        Directory.CreateDirectory(_folder["report.html"]);

        writer.OnSamples(1, []);

        Assert.NotNull(writer.Failure);
    }

    private TrainingReportWriter Start()
    {
        File.WriteAllText(_folder["recipe.json"], "{\"steps\":4}");
        var writer = new TrainingReportWriter(time: _time);
        writer.OnStarted(TinyTraining.Configuration, new RunFolder(_folder.Path), 0);
        return writer;
    }

    private static TrainingProgress Progress(int step, double? validation) => new()
    {
        Step = step,
        Completed = 0,
        Loss = 1,
        SmoothedLoss = 1,
        Rate = 1e-4,
        GradientNorm = 1,
        ValidationLoss = validation,
        Seconds = 1,
        StepsPerSecond = 1,
        TimeLeft = TimeSpan.Zero,
        MemoryBytes = 1,
    };

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
