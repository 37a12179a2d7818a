using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Pictures;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Kits;

namespace TinyAudioDiffusion.Cli.Kits;

/// <summary><c>tad kit</c>: makes drums that belong together.</summary>
internal sealed class KitCommand
{
    private const int UsualLayers = 3;

    private readonly Option<string[]> _parts = new("--parts")
    {
        Description = "The drums, by their General MIDI names or keys, with commas between: kick,snare,clap,closed-hat,low-tom. Default: "
            + "what the model tells apart, else one of each kind.",
        HelpName = "NAMES",
        CustomParser = result => [.. result.Tokens.SelectMany(
            token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    private readonly Option<int?> _variations = Numbers.Optional("--variations", [], 1, 64).Described(
        "N", $"How many sounds of each drum take turns, so that no hit sounds like the one before; in {UsualLayers} velocity layers, unless "
            + "--layers says another number. Default: 1 of one layer.");

    private readonly Option<int?> _layers = Numbers.Optional("--layers", [], 1, 16).Described(
        "N", "The number of velocity layers. Softer ones are darker and shorter.");

    private readonly Option<double> _spread = Numbers.WithDefault("--spread", [], 0.15, 0.0, 1.0).Described(
        "X", "How far the sounds of one drum lie around its own: 0 is the same sound, 1 any other one.");

    private readonly Option<string?> _picture = new("--picture")
    {
        Description = "Draw the waveforms and mel spectrograms of the kit into this SVG file as well.",
        HelpName = "SVG",
    };

    private readonly Option<bool> _play = SoundPlayback.Option();
    private readonly SoundOptions _options = new();
    private readonly CommandContext _context;

    private KitCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var kit = new KitCommand(context);
        var command = new TadCommand(
            "kit",
            "Makes a drum kit. All drums come from one seed, and with a model that takes characters one brightness, decay and punch are "
                + "those of all of them: another seed is another kit.",
            "tad kit",
            "tad kit --seed 7 --out kits/seven --picture kits/seven.svg",
            "tad kit --parts kick,snare,clap,closed-hat,open-hat --variations 3");
        command.AddOptions(kit._parts, kit._variations, kit._layers, kit._spread, kit._picture, kit._play);
        kit._options.AddTo(command);
        command.SetAction(kit.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var settings = Read(parsed);
        var sound = settings.Sound;
        OutputFolder.RequireWritable(sound.Folder);
        if (settings.Picture is { } file)
            OutputFolder.RequireWritableFile(file, "--picture");
        await using var services = _context.CreateServices(sound, kind: null);
        var kit = default(DrumKit);
        await ProgressBar.RunAsync(_context.Terminal, !sound.AsJson, "Making a kit", async progress => kit =
            await services.GetRequiredService<IDrumStudio>().KitAsync(
                settings.Kit, sound.Generation, progress.OfCall(), cancellationToken));
        List<SoundFile> files = [.. kit!.Pads.SelectMany(pad => pad.Sounds.Select(own => Save(sound, pad, own)))];

        if (settings.Picture is { } picture)
        {
            PictureCommand.Save(
                picture, [.. kit.Pads.Select(pad => (pad.Part.Name, pad.Sounds[0].Clip))], columns: Math.Min(4, kit.Pads.Count));
        }

        if (sound.AsJson)
            _context.Terminal.WriteJson(GenerationReport.Of(kit.Pads[0].Sounds[0].Clip.Recipe, sound.Model.Name!, files, start));
        else
            files.ForEach(written => _context.Terminal.WriteLine(written.ToString()));
        if (settings.Play)
            await services.PlayAsync(kit.Pads.SelectMany(pad => pad.Sounds).Select(own => own.Clip), cancellationToken);
        return ExitCodes.Success;
    }

    private static SoundFile Save(SoundSettings settings, KitPad pad, KitSound sound)
    {
        var velocity = pad.Sounds[^1].Layer == 0 ? "" : $"-v{(int)Math.Round(127 * sound.Velocity)}";
        return settings.Writer(pad.Part.Name + velocity).Save(sound.Clip, sound.RoundRobin == 0 ? null : sound.RoundRobin + 1);
    }

    private KitSettings Read(ParseResult parsed)
    {
        var variations = parsed.GetValue(_variations);
        var kit = new KitOptions
        {
            Parts = parsed.GetValue(_parts) is { Length: > 0 } names ? [.. names.Select(PartOf)] : null,
            RoundRobins = variations ?? 1,
            VelocityLayers = parsed.GetValue(_layers) ?? (variations is null ? 1 : UsualLayers),
            Spread = parsed.GetValue(_spread),
        };
        return new KitSettings(_options.Read(parsed), kit, parsed.GetValue(_picture), parsed.GetValue(_play));
    }

    private static DrumPart PartOf(string name) => GeneralMidiDrums.Find(name)
        ?? KitParts.OfEachKind.FirstOrDefault(part => string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException(
            $"There is no drum \"{name}\". Drums are {string.Join(", ", GeneralMidiDrums.All.Select(drum => drum.Part.Name))}.");
}
