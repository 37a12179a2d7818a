using Spectre.Console;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Train;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Tests.Train;

public sealed class TrainingViewTests : IDisposable
{
    private readonly StringWriter _error = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public async Task Without_a_window_a_line_comes_now_and_then_and_at_the_end()
    {
        var view = Create();
        await view.RunAsync(() =>
        {
            for (var step = 1; step <= 100; step++)
            {
                view.OnStep(Progress(step));
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            view.OnValidation(100, 0.25, isBest: true);
            view.OnSamples(100, ["samples/step-100-kick.wav"]);
            return Task.CompletedTask;
        });

        var lines = _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["1", "31", "61", "91", "100"], lines.Where(line => line.StartsWith("step ", StringComparison.Ordinal) && line.Contains(" of ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]));
        Assert.Equal("step 31 of 100  loss 0.5  rate 1.00e-4  2.50 s a step  2 min 5 s left  123 MB", lines[1]);
        Assert.Equal(["step 100  validation 0.25 (best)", "1 sound of step 100 in samples."], lines[^2..]);
    }

    [Fact]
    public void The_panel_tells_everything()
    {
        var view = Create();
        view.OnStep(Progress(50));
        view.OnValidation(40, 0.5, isBest: true);
        view.OnValidation(50, double.NaN, isBest: false);
        view.OnSamples(50, ["[a]/1.wav", "[a]/2.wav"]);

        var text = Render(view);

        Assert.All(
            ["50 of 100", "50.0%", "0.5 smoothed", "0.7 this step", "not finite at step 50, best 0.5", "1.00e-4", "2.50 s a step", "2 min 5 s", "123 MB", "2 sounds of step 50 in [a]."],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Fact]
    public void Before_the_first_step_the_panel_says_so() => Assert.Contains("Preparing", Render(Create()), StringComparison.Ordinal);

    private TrainingView Create() => new(Terminal.Redirected(TextWriter.Null, _error), _time) { BetweenLines = TimeSpan.FromSeconds(30) };

    private static TrainingProgress Progress(int step) => new()
    {
        Step = step,
        Steps = 100,
        Completed = step / 100.0,
        Loss = 0.7,
        SmoothedLoss = 0.5,
        Rate = 1e-4,
        GradientNorm = 2,
        Seconds = step,
        StepsPerSecond = 0.4,
        TimeLeft = TimeSpan.FromSeconds(125),
        MemoryBytes = 123_000_000,
    };

    private static string Render(TrainingView view)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 80;
        console.Write(view.Panel());
        return output.ToString();
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
