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
        CustomParser = result => [.. Names(result)],
    };

    private readonly Option<int?> _variations = Numbers.Optional("--variations", [], 1, 64).Described(
        "N", $"How many sounds of each drum take turns, so that no hit sounds like the one before; in {UsualLayers} velocity layers, "
            + "unless --layers says another number. Default: 1 of one layer.");

    private readonly Option<int?> _layers = Numbers.Optional("--layers", [], 1, 16).Described(
        "N", "The number of velocity layers. Softer ones are darker and shorter.");

    private readonly Option<double> _spread = Numbers.WithDefault("--spread", [], 0.15, 0.0, 1.0).Described(
        "X", "How far the sounds of one drum lie around its own: 0 is the same sound, 1 any other one.");

    private readonly Option<string?> _picture = new("--picture")
    {
        Description = "Draw the waveforms and mel spectrograms of the kit into this SVG file as well.",
        HelpName = "SVG",
    };

    private readonly Option<string[]> _format = new("--format")
    {
        Description = "The files, with commas between: wav (the default) or flac for the sounds; sfz, decentsampler, hydrogen and folder "
            + "for whole kits that samplers load, with General MIDI keys, kit.json, a licence file and an audition bar.",
        HelpName = "FORMATS",
        CustomParser = result => [.. Names(result)],
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "The name of the kit in its files. Default: \"Kit\" and the seed.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _from = new("--from")
    {
        Description = "Make the kit of this kit.json again. Other options change it: more --parts, --variations or --layers let it grow, "
            + "and the sounds that it had stay the same.",
        HelpName = "KIT.JSON",
    };

    private readonly Option<bool> _play = SoundPlayback.Option();
    private readonly SoundOptions _options = new(hasFormat: false);
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
            "tad kit --parts kick,snare,clap,closed-hat,open-hat --variations 3",
            "tad kit --seed 7 --variations 3 --format sfz,decentsampler,hydrogen --out kits/seven",
            "tad kit --from kits/seven/kit.json --variations 5 --format sfz --out kits/bigger");
        command.AddOptions(kit._parts, kit._variations, kit._layers, kit._spread, kit._format, kit._name, kit._from, kit._picture,
            kit._play);
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
        if (settings.Formats.Count > 0)
            return await WriteKitAsync(services, settings, kit!, start, cancellationToken);
        List<SoundFile> files = [.. kit!.Pads.SelectMany(pad => pad.Sounds.Select(own => Save(sound, pad, own)))];

        Draw(settings, kit);
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

    private static void Draw(KitSettings settings, DrumKit kit)
    {
        if (settings.Picture is { } picture)
        {
            PictureCommand.Save(
                picture, [.. kit.Pads.Select(pad => (pad.Part.Name, pad.Sounds[0].Clip))], columns: Math.Min(4, kit.Pads.Count));
        }
    }

    private async Task<int> WriteKitAsync(
        IServiceProvider services, KitSettings settings, DrumKit kit, long start, CancellationToken cancellationToken)
    {
        var sound = settings.Sound;
        var builder = new KitBuilder(settings.Name ?? $"Kit {kit.Seed}")
        {
            AudioFormat = sound.Format ?? "wav",
            Encoding = sound.Depth ?? SampleEncoding.Pcm16,
        }.Add(kit);
        cancellationToken.ThrowIfCancellationRequested();
        var files = builder.Save(sound.Folder, settings.Formats);
        Draw(settings, kit);
        if (sound.AsJson)
        {
            _context.Terminal.WriteJson(new KitReport(
                builder.Name, kit.Seed, Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3), files));
        }
        else
        {
            var samples = Path.Combine(sound.Folder, "samples") + Path.DirectorySeparatorChar;
            if (files.Count(file => file.StartsWith(samples, StringComparison.Ordinal)) is > 0 and var count)
                _context.Terminal.WriteLine($"{samples}  {count} sounds");
            foreach (var file in files.Where(file => !file.StartsWith(samples, StringComparison.Ordinal)))
                _context.Terminal.WriteLine(file);
        }

        if (settings.Play)
            await services.PlayAsync([AudioClip.Load(Path.Combine(sound.Folder, "audition.wav"))], cancellationToken);
        return ExitCodes.Success;
    }

    private KitSettings Read(ParseResult parsed)
    {
        var sound = _options.Read(parsed);
        var manifest = parsed.GetValue(_from) is { } file ? ReadManifest(file) : null;
        if (manifest is not null)
            sound = sound with { Generation = manifest.ToGenerationOptions().With(sound.Generation) };
        var (formats, files) = Formats(parsed.GetValue(_format) ?? []);
        if (sound.Depth == SampleEncoding.Float32 && files == "flac")
            throw new UsageException("FLAC stores integers: choose --depth 16 or 24, or --format wav.");
        return new KitSettings(
            sound with { Format = files }, ReadKit(parsed, manifest?.ToKitOptions()), formats, parsed.GetValue(_name) ?? manifest?.Name,
            parsed.GetValue(_picture), parsed.GetValue(_play));
    }

    private KitOptions ReadKit(ParseResult parsed, KitOptions? old)
    {
        var variations = parsed.GetValue(_variations);
        old ??= new KitOptions { VelocityLayers = variations is null ? 1 : UsualLayers };
        return old with
        {
            Parts = parsed.GetValue(_parts) is { Length: > 0 } names ? [.. names.Select(PartOf)] : old.Parts,
            RoundRobins = variations ?? old.RoundRobins,
            VelocityLayers = parsed.GetValue(_layers) ?? old.VelocityLayers,
            Spread = parsed.GetResult(_spread) is { Implicit: false } ? parsed.GetValue(_spread) : old.Spread,
        };
    }

    private static KitManifest ReadManifest(string path)
    {
        if (!File.Exists(path) && !File.Exists(Path.Combine(path, KitManifest.FileName)))
            throw new CommandException($"There is no file \"{path}\": --from takes the kit.json that tad kit --format wrote.");
        try
        {
            var manifest = KitManifest.Load(path);
            _ = manifest.ToGenerationOptions();
            return manifest;
        }
        catch (InvalidOperationException exception)
        {
            throw new CommandException(exception.Message, exception);
        }
    }

    private static (IReadOnlyList<IKitFormat> Kits, string? Sounds) Formats(IReadOnlyList<string> names)
    {
        string[] sounds = [.. names.Where(name => name is "wav" or "flac").Distinct(StringComparer.Ordinal)];
        if (sounds.Length > 1)
            throw new UsageException("The sounds are wav or flac, not both.");
        try
        {
            return ([.. names.Except(sounds, StringComparer.Ordinal).Select(KitFormats.Get).Distinct()], sounds.FirstOrDefault());
        }
        catch (UnknownNameException exception)
        {
            throw new UsageException($"{exception.Message} The sounds are wav or flac.");
        }
    }

    private static IEnumerable<string> Names(System.CommandLine.Parsing.ArgumentResult result) => result.Tokens.SelectMany(
        token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static DrumPart PartOf(string name) => GeneralMidiDrums.Find(name)
        ?? KitParts.OfEachKind.FirstOrDefault(part => string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException(
            $"There is no drum \"{name}\". Drums are {string.Join(", ", GeneralMidiDrums.All.Select(drum => drum.Part.Name))}.");
}
