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

    public static Command Create(Terminal terminal)
    {
        var output = new Option<string>("--out", "-o") { Description = "The folder to write to; each kind gets a folder in it.", HelpName = "FOLDER", Required = true };
        var kind = new Option<DrumKind?>("--kind", "-k")
        {
            Description = "What to make: kick, snare, hihat or percussion. Default: all four.",
            HelpName = "KIND",
            CustomParser = result => ModelOptions.Parse(
                result, "kind", ("kick", DrumKind.Kick), ("snare", DrumKind.Snare), ("hihat", DrumKind.HiHat), ("percussion", DrumKind.Percussion)),
        };
        var count = Numbers.WithDefault("-n", ["--count"], 10, 1, 1_000_000);
        (count.HelpName, count.Description) = ("COUNT", "How many sounds of each kind, 1 to 1000000.");
        var seed = Numbers.WithDefault("--seed", ["-s"], 0ul, 0ul, ulong.MaxValue);
        (seed.HelpName, seed.Description) = ("SEED", "The seed: the same one gives the same sounds, on any machine.");
        var variety = Numbers.WithDefault("--variety", [], 1.0, 0.0, 1.0);
        (variety.HelpName, variety.Description) = ("SHARE", "How far from the middle of its range each parameter may lie, 0 to 1.");
        var command = new TadCommand(
            "synthesize",
            "Writes drum sounds from oscillators, modes and noise: a data set that belongs to nobody else.",
            "tad dataset synthesize --out drums -n 100",
            "tad dataset synthesize --out drums --kind snare -n 1000 --seed 7")
        {
            output, kind, count, seed, variety,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(output);
            var wanted = parsed.GetValue(count);
            DrumKind[] kinds = parsed.GetValue(kind) is { } one ? [one] : _kinds;
            var data = new SyntheticDrums(parsed.GetValue(seed), wanted * _kinds.Length, variety: parsed.GetValue(variety));
            await ProgressBar.RunAsync(terminal, show: true, "Synthesizing", progress => Task.Run(
                () => Write(data, folder, kinds, wanted, progress, cancellationToken), cancellationToken));
            terminal.Output.WriteLine($"{Sentences.Count((long)wanted * kinds.Length, "sound", "sounds")} in {folder}");
            return ExitCodes.Success;
        });
        return command;
    }

    // Sound i of a kind is the same whichever other kinds are asked for: the sound 4 i + kind of the source.
    private static void Write(SyntheticDrums data, string folder, DrumKind[] kinds, int count, WorkProgress progress, CancellationToken cancellationToken)
    {
        var samples = new float[data.Channels * data.Samples];
        for (var i = 0; i < count; i++)
        {
            foreach (var kind in kinds)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var label = data.Render((i * _kinds.Length) + (int)kind, 0, samples).ToString().ToLowerInvariant();
                new AudioClip(samples, data.Channels, data.SampleRate).Save(Path.Combine(folder, label, $"{label}-{i:D5}.wav"));
            }

            progress.Report((i + 1, count));
        }
    }
}
