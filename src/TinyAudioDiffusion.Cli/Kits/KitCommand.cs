using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Pictures;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Kits;

/// <summary><c>tad kit</c>: makes one sound of each kind.</summary>
internal static class KitCommand
{
    public static Command Create(CommandContext context)
    {
        var picture = new Option<string?>("--picture")
        {
            Description = "Draw the waveforms and mel spectrograms of the kit into this SVG file as well.",
            HelpName = "SVG",
        };
        var play = SoundPlayback.Option();
        var options = new SoundOptions();
        var command = new TadCommand(
            "kit",
            "Makes a drum kit: a kick, a snare, a hi-hat and a percussion sound, by the built-in model or any other that makes all four.",
            "tad kit",
            "tad kit --seed 7 --out kits/seven --picture kits/seven.svg");
        command.AddOptions(picture, play);
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken)
            => RunAsync(context, new KitSettings(options.Read(parsed), parsed.GetValue(picture), parsed.GetValue(play)),
                cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, KitSettings settings, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (sound, kinds) = (settings.Sound, Enum.GetValues<DrumKind>());
        OutputFolder.RequireWritable(sound.Folder);
        if (settings.Picture is { } file)
            OutputFolder.RequireWritableFile(file, "--picture");
        await using var services = context.CreateServices(sound, kind: null);
        var generator = services.GetRequiredService<IDrumGenerator>();
        var files = new List<SoundFile>();
        GenerationRecipe? recipe = null;
        await ProgressBar.RunAsync(context.Terminal, !sound.AsJson, "Making a kit", async progress =>
        {
            var options = sound.Generation;
            foreach (var kind in kinds)
            {
                var steps = progress.OfCall(report => ((report.Steps * files.Count) + report.Step, report.Steps * kinds.Length));
                var clip = await generator.GenerateAsync(kind, options, steps, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                files.Add(sound.Writer(kind.Name).Save(clip));
                recipe = clip.Recipe;
                options = options with { Seed = recipe!.Seed }; // all sounds of a kit share one seed, also a random one
            }
        });

        if (settings.Picture is { } picture)
            PictureCommand.Save(
                picture, [.. kinds.Zip(files, (kind, file) => (kind.ToString(), AudioClip.Load(file.Path)))], columns: kinds.Length);
        if (sound.AsJson)
            context.Terminal.WriteJson(GenerationReport.Of(recipe, sound.Model.Name!, files, start));
        else
            files.ForEach(file => context.Terminal.WriteLine(file.ToString()));
        if (settings.Play)
            await services.PlayAsync(files.Select(file => AudioClip.Load(file.Path)), cancellationToken);
        return ExitCodes.Success;
    }
}
