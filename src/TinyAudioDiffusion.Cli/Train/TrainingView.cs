using Spectre.Console;
using Spectre.Console.Rendering;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>
/// Shows a training run while it runs: in a window as a panel that is redrawn, elsewhere as a line every few seconds, so that a log stays
/// readable.
/// </summary>
internal sealed class TrainingView : ITrainingObserver
{
    private const int Columns = 48;

    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly Sparkline _curve = new(Columns);
    private readonly Lock _lock = new();
    private TrainingProgress? _latest;
    private (int Step, double Loss)? _validation;
    private double _bestValidation = double.PositiveInfinity;
    private string? _notice;
    private long _lastLine;
    private bool _isLive;

    /// <summary>Initializes a new instance.</summary>
    public TrainingView(Terminal terminal, TimeProvider? time = null)
    {
        _terminal = terminal;
        _time = time ?? TimeProvider.System;
        _lastLine = long.MinValue;
    }

    /// <summary>Gets the shortest time between two lines where there is no window.</summary>
    public TimeSpan BetweenLines { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Runs work and shows its reports. The last panel stays visible.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        if (!_terminal.ShowsProgress)
        {
            await work();
            return;
        }

        _isLive = true;
        await _terminal.ErrorConsole.Live(Panel()).StartAsync(async context =>
        {
            var running = work();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), _time);
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
                context.UpdateTarget(Panel());
            }

            await running;
        });
    }

    /// <inheritdoc/>
    public void OnStep(TrainingProgress progress)
    {
        lock (_lock)
        {
            _latest = progress;
            _curve.Add(progress.SmoothedLoss);
            if (!_isLive && (progress.Completed >= 1 || _lastLine == long.MinValue || _time.GetElapsedTime(_lastLine) >= BetweenLines))
            {
                _lastLine = _time.GetTimestamp();
                WriteLine(Line(progress));
            }
        }
    }

    /// <inheritdoc/>
    public void OnValidation(int step, double loss, bool isBest)
    {
        lock (_lock)
        {
            _bestValidation = isBest ? loss : _bestValidation;
            _validation = (step, loss);
            if (!_isLive)
                WriteLine($"step {Sentences.Count(step)}  validation {Loss(loss)}{(isBest ? " (best)" : "")}");
        }
    }

    /// <inheritdoc/>
    public void OnStarted(TrainingConfiguration configuration, RunFolder folder, int step)
        => Notice($"{(step == 0 ? "Started" : $"Resumed after step {Sentences.Count(step)}")} in {folder.FullPath}.");

    /// <inheritdoc/>
    public void OnSamples(int step, IReadOnlyList<string> files)
        => Notice($"{Sentences.Count(files.Count, "sound", "sounds")} of step {Sentences.Count(step)} in {Path.GetDirectoryName(files[0])}.");

    // The command, not this view, says how the training ended.
    private void Notice(string sentence)
    {
        lock (_lock)
        {
            _notice = sentence;
            if (!_isLive)
                WriteLine(sentence);
        }
    }

    /// <summary>Draws the current state.</summary>
    public IRenderable Panel()
    {
        lock (_lock)
        {
            if (_latest is not { } progress)
                return new Panel(new Text("Preparing the sounds ...")) { Header = new PanelHeader(" Training "), Expand = false };
            var grid = new Grid();
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 3, 0) });
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
            foreach (var (name, value) in Rows(progress))
                grid.AddRow(new Text(name, new Style(Color.Grey)), value);
            return new Panel(grid) { Header = new PanelHeader(" Training "), Expand = false };
        }
    }

    private IEnumerable<(string Name, IRenderable Value)> Rows(TrainingProgress progress)
    {
        var share = Math.Clamp(progress.Completed, 0, 1);
        var done = (int)Math.Round(share * (Columns - 7));
        yield return ("step", new Text(Step(progress)));
        yield return ("", new Markup($"[blue]{new string('━', done)}[/][grey]{new string('─', Columns - 7 - done)}[/] {share,6:0.0%}"));
        yield return ("loss", new Markup($"[bold]{Loss(progress.SmoothedLoss)}[/] smoothed, {Loss(progress.Loss)} this step"));
        yield return ("", new Text(_curve.ToString(), new Style(Color.Blue)));
        if (_validation is { } validation)
            yield return ("validation", new Text($"{Loss(validation.Loss)} at step {Sentences.Count(validation.Step)}, best {Loss(_bestValidation)}"));
        yield return ("rate", new Text($"{progress.Rate:0.00e+0}, gradient {Loss(progress.GradientNorm)}"));
        yield return ("speed", new Text(Speed(progress)));
        yield return ("time left", new Text(Time(progress.TimeLeft)));
        yield return ("memory", new Text(Sentences.Bytes(progress.MemoryBytes)));
        if (_notice is not null)
            yield return ("", new Text(_notice, new Style(Color.Grey)));
    }

    private static string Line(TrainingProgress progress)
    {
        var left = progress.Completed < 1 ? $"  {Time(progress.TimeLeft)} left" : "";
        return $"step {Step(progress)}  loss {Loss(progress.SmoothedLoss)}  rate {progress.Rate:0.00e+0}"
            + $"  {Speed(progress)}{left}  {Sentences.Bytes(progress.MemoryBytes)}";
    }

    private static string Step(TrainingProgress progress)
        => progress.Steps is { } steps ? $"{Sentences.Count(progress.Step)} of {Sentences.Count(steps)}" : Sentences.Count(progress.Step);

    private static string Speed(TrainingProgress progress) => progress.StepsPerSecond switch
    {
        > 0 and < 1 => $"{1 / progress.StepsPerSecond:0.00} s a step",
        >= 1 => $"{progress.StepsPerSecond:0.0} steps/s",
        _ => "not known yet",
    };

    private static string Loss(double value) => double.IsFinite(value) ? $"{value:G4}" : "not finite";

    private static string Time(TimeSpan time) => time.TotalSeconds < 60
        ? $"{(int)time.TotalSeconds} s"
        : time.TotalHours < 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{(int)time.TotalHours} h {time.Minutes} min";

    private void WriteLine(string line)
    {
        _terminal.WriteNotice(line);
    }
}
