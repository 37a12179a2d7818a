using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Pictures;

namespace TinyAudioDiffusion.Cli.Kits;

/// <summary><c>tad kit</c>: makes one sound of each kind.</summary>
internal sealed class KitCommand
{
    private readonly Option<string?> _picture = new("--picture")
    {
        Description = "Draw the waveforms and mel spectrograms of the kit into this SVG file as well.",
        HelpName = "SVG",
    };

    private readonly SoundOptions _options = new();
    private readonly Terminal _terminal;

    private KitCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var kit = new KitCommand(terminal);
        var command = new TadCommand(
            "kit",
            "Makes a drum kit: a kick, a snare, a hi-hat and a percussion sound, by the built-in model or any other that makes all four.",
            "tad kit",
            "tad kit --seed 7 --out kits/seven --picture kits/seven.svg");
        command.Options.Add(kit._picture);
        kit._options.AddTo(command);
        command.SetAction(kit.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (model, asJson, folder) = (parsed.GetValue(_options.Model), parsed.GetValue(_options.Json), parsed.GetValue(_options.Out)!);
        await using var services = _options.CreateServices(parsed, _terminal, model, kind: null);
        var options = _options.Apply(parsed, new() { Model = model });
        var files = new List<SoundFile>();
        GenerationRecipe? recipe = null;
        var kinds = Enum.GetValues<DrumKind>();
        await ProgressBar.RunAsync(_terminal, !asJson, "Making a kit", async progress =>
        {
            foreach (var kind in kinds)
            {
                var job = new GenerationJob
                {
                    Generator = services.GetRequiredService<IDrumGenerator>(),
                    Studio = services.GetRequiredService<IDrumStudio>(),
                    ItemsAtOnce = services.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value.MaxBatch,
                    Kind = kind,
                    Options = options,
                    Count = 1,
                    Folder = folder,
                    Name = kind.ToString().ToLowerInvariant(),
                    Score = ScoreNames.CleanTail,
                    Encoding = parsed.GetValue(_options.Depth) ?? WavEncoding.Pcm16,
                };
                await foreach (var (file, made) in job.RunAsync(progress, cancellationToken))
                {
                    files.Add(file);
                    recipe = made;
                }

                options = options with { Seed = recipe!.Seed }; // one seed for the kit, also where chance chose it
            }
        });

        if (parsed.GetValue(_picture) is { } picture)
            PictureCommand.Save(picture, [.. kinds.Zip(files, (kind, file) => (kind.ToString(), AudioClip.Load(file.Path)))], columns: kinds.Length);
        if (asJson)
            _terminal.Output.WriteLine(JsonSerializer.Serialize(GenerationReport.Of(recipe, model!, files, start), JsonOutput.Readable.GenerationReport));
        else
            files.ForEach(file => _terminal.Output.WriteLine(file));
        return ExitCodes.Success;
    }
}
