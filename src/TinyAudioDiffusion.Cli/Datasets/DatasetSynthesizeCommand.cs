using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Synthesis;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary><c>tad dataset synthesize</c>: writes drum sounds that are computed, in a folder for each kind.</summary>
internal static class DatasetSynthesizeCommand
{
    private static readonly DrumKind[] _kinds = Enum.GetValues<DrumKind>();

    public static Command Create(CommandContext context)
    {
        var output = new Option<string>("--out", "-o")
        {
            Description = "The folder to write to; each kind gets a folder in it.",
            HelpName = "FOLDER",
            Required = true,
        };
        var kind = Kinds.Option($"What to make: {Kinds.Names}. Default: all four.", "-k");
        var count = Numbers.WithDefault("-n", ["--count"], 10, 1, 1_000_000).Described(
            "COUNT", "How many sounds of each kind, 1 to 1000000.");
        var seed = Numbers.WithDefault("--seed", ["-s"], 0ul, 0ul, ulong.MaxValue).Described(
            "SEED", "The seed: the same one gives the same sounds, on any machine.");
        var variety = Numbers.WithDefault("--variety", [], 1.0, 0.0, 1.0).Described(
            "SHARE", "How far from the middle of its range each parameter may lie, 0 to 1.");
        var command = new TadCommand(
            "synthesize",
            "Writes drum sounds from oscillators, modes and noise: a data set that belongs to nobody else.",
            "tad dataset synthesize --out drums -n 100",
            "tad dataset synthesize --out drums --kind snare -n 1000 --seed 7")
        {
            output, kind, count, seed, variety,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context.Terminal,
            new DatasetSynthesizeSettings(
                parsed.GetRequiredValue(output), parsed.GetValue(kind), parsed.GetValue(count), parsed.GetValue(seed),
                parsed.GetValue(variety)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, DatasetSynthesizeSettings settings, CancellationToken cancellationToken)
    {
        OutputFolder.RequireWritable(settings.Folder);
        DrumKind[] kinds = settings.Kind is { } one ? [one] : _kinds;
        await ProgressBar.RunAsync(terminal, show: true, "Synthesizing", progress => Task.Run(
            () => Write(settings, kinds, progress, cancellationToken), cancellationToken));
        terminal.WriteLine($"{Sentences.Count((long)settings.Count * kinds.Length, "sound", "sounds")} in {settings.Folder}");
        return ExitCodes.Success;
    }

    // Sound i of a kind is sound 4 i + kind of the source, so it is the same whichever other kinds are made.
    private static void Write(
        DatasetSynthesizeSettings settings, DrumKind[] kinds, WorkProgress progress, CancellationToken cancellationToken)
    {
        var data = new SyntheticDrums(settings.Seed, settings.Count * _kinds.Length, variety: settings.Variety);
        var samples = new float[SyntheticDrums.Channels * data.Samples];
        for (var i = 0; i < settings.Count; i++)
        {
            foreach (var kind in kinds)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var label = data.Render((i * _kinds.Length) + (int)kind, 0, samples).Name;
                new AudioClip(samples, SyntheticDrums.Channels, SyntheticDrums.SampleRate)
                    .Save(Path.Combine(settings.Folder, label, $"{label}-{i:D5}.wav"));
            }

            progress.Report((i + 1, settings.Count));
        }
    }
}
