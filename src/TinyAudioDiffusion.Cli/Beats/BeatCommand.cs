using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Beats;

/// <summary><c>tad beat</c>: plays a groove with a generated kit.</summary>
internal sealed class BeatCommand
{
    private readonly Argument<string> _groove = new("GROOVE")
    {
        Description = "A text grid, a MIDI file, or one of the built-in grooves: "
            + $"{string.Join(", ", BuiltInGrooves.Names)}. A grid has a line for each part and a character for each sixteenth, such as "
            + "\"kick x...x...x..ox...\": x is a hit, X an accent, o a ghost note, 1 to 9 a velocity, and . nothing. \"--show\" prints one "
            + "to begin with.",
        DefaultValueFactory = _ => "four-on-the-floor",
    };

    private readonly Option<double?> _tempo = Numbers.Optional("--tempo", ["-t"], 1.0, 1000.0).Described(
        "BPM", "The tempo in beats a minute, from 1 to 1000. Default: the groove's own, with its changes.");

    private readonly Option<double?> _swing = Numbers.Optional("--swing", [], 50.0, 75.0).Described(
        "PERCENT", "The share of each pair of sixteenths that the first one takes: 50 is straight, 67 a triplet feel, 75 dotted. "
            + "Default: the groove's own.");

    private readonly Option<int> _repeat = Numbers.WithDefault("--repeat", ["-r"], 1, 1, 10_000).Described(
        "N", "How often the groove is played.");

    private readonly Option<int> _roundRobins = Numbers.WithDefault("--round-robins", [], 3, 1, 64).Described(
        "N", "How many sounds of each part take turns.");

    private readonly Option<int> _layers = Numbers.WithDefault("--layers", [], 4, 1, 16).Described(
        "N", "The number of velocity layers; softer ones are darker. 1 gives all hits one timbre.");

    private readonly Option<double> _spread = Numbers.WithDefault("--spread", [], 0.15, 0.0, 1.0).Described(
        "X", "How far the sounds of one part lie around its own: 0 is the same sound, 1 any other one.");

    private readonly Option<bool> _fresh = new("--fresh")
    {
        Description = "Never play the same hit twice: each is a new sound near the part's own. With --play they are made while the groove "
            + "plays; where this machine cannot keep up, a hit repeats an earlier one, and the end says how often.",
    };

    private readonly Option<bool> _play = new("--play") { Description = "Play the groove on the speakers as well." };

    private readonly Option<bool> _show = new("--show") { Description = "Print a built-in groove as text, and make nothing." };

    private readonly SoundOptions _options = new();
    private readonly CommandContext _context;

    private BeatCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var beat = new BeatCommand(context);
        var command = new TadCommand(
            "beat",
            "Plays a groove with a generated kit, into a WAV file or on the speakers. All sounds come from one seed: another seed is "
                + "another kit.",
            "tad beat",
            "tad beat boom-bap --seed 7 --play",
            "tad beat boom-bap --show > mine.txt",
            "tad beat mine.txt --tempo 96 --swing 58 --repeat 4",
            "tad beat song.mid --seed 7 --format flac",
            "tad beat trap --fresh --play --repeat 4");
        command.Arguments.Add(beat._groove);
        command.AddOptions(
            beat._tempo, beat._swing, beat._repeat, beat._fresh, beat._play, beat._roundRobins, beat._layers, beat._spread, beat._show);
        beat._options.AddTo(command);
        command.SetAction(beat.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var name = parsed.GetValue(_groove)!;
        if (parsed.GetValue(_show))
            return Show(name);
        var settings = Read(parsed);
        var groove = GrooveInput.Read(name, _context.Terminal);
        OutputFolder.RequireWritable(settings.Sound.Folder);
        await using var services = _context.CreateServices(settings.Sound, kind: null);

        var live = settings is { Play: true, Rendering.Fresh: true };
        var (clip, newSounds) = live
            ? await PerformAsync(services, groove, settings, cancellationToken)
            : (await RenderAsync(services, groove, settings, cancellationToken), default(int?));
        var file = settings.Sound.Writer(groove.Name).Save(clip);
        var hits = groove.Hits.Count * settings.Rendering.Repeats;
        if (settings.Sound.AsJson)
        {
            var models = clip.Provenance is GrooveProvenance provenance ? provenance.Models : [];
            _context.Terminal.WriteJson(new BeatReport(
                groove.Name, models, hits, settings.Rendering.Fresh ? newSounds ?? hits : null,
                Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3), file));
        }
        else
        {
            _context.Terminal.WriteLine(file.ToString());
            if (newSounds is { } made)
                _context.Terminal.WriteLine(Kept(made, hits));
        }

        if (settings.Play && !live)
            await services.PlayAsync([clip], cancellationToken);
        return ExitCodes.Success;
    }

    private static string Kept(int newSounds, int hits) => newSounds == hits
        ? $"Each of the {hits} hits was a new sound."
        : $"{newSounds} of {hits} hits were new sounds; {hits - newSounds} repeated an earlier one, because this machine makes "
            + "sounds more slowly than the groove plays them.";

    private int Show(string name)
    {
        if (!BuiltInGrooves.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException(
                $"There is no groove \"{name}\" to show; --show prints the built-in ones: {string.Join(", ", BuiltInGrooves.Names)}.");
        }

        foreach (var line in BuiltInGrooves.GetText(name).TrimEnd().Split('\n'))
            _context.Terminal.WriteLine(line.TrimEnd('\r'));
        return ExitCodes.Success;
    }

    private BeatSettings Read(ParseResult parsed) => new(
        _options.Read(parsed),
        new GrooveOptions
        {
            Tempo = parsed.GetValue(_tempo),
            Swing = parsed.GetValue(_swing) / 100,
            Repeats = parsed.GetValue(_repeat),
            RoundRobins = parsed.GetValue(_roundRobins),
            VelocityLayers = parsed.GetValue(_layers),
            Spread = parsed.GetValue(_spread),
            Fresh = parsed.GetValue(_fresh),
        },
        parsed.GetValue(_play));

    private async Task<AudioClip> RenderAsync(
        IServiceProvider services, Groove groove, BeatSettings settings, CancellationToken cancellationToken)
    {
        var clip = default(AudioClip);
        await ProgressBar.RunAsync(_context.Terminal, !settings.Sound.AsJson, "Making a kit", async progress => clip =
            await services.GetRequiredService<IDrumStudio>().RenderAsync(
                groove, settings.Rendering, settings.Sound.Generation, progress.OfCall(), cancellationToken));
        return clip!;
    }

    // Plays while sounds are made, and keeps what was heard.
    private async Task<(AudioClip Clip, int? NewSounds)> PerformAsync(
        IServiceProvider services, Groove groove, BeatSettings settings, CancellationToken cancellationToken)
    {
        var performance = default(GroovePerformance);
        await ProgressBar.RunAsync(_context.Terminal, !settings.Sound.AsJson, "Making a kit", async progress => performance =
            await services.GetRequiredService<IDrumStudio>().PerformAsync(
                groove, settings.Rendering, settings.Sound.Generation, progress.OfCall(), cancellationToken));
        await using var playing = performance!;
        var recorder = new Recorder(playing.ToSampleProvider());
        await services.GetRequiredService<IAudioPlayer>().PlayAsync(recorder, cancellationToken);
        return (recorder.ToClip(playing.Provenance), playing.NewSounds);
    }
}
