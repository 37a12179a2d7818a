using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Evaluation;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Synthesis;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Benchmarks.Transforms;

/// <summary>
/// <c>transforms FOLDER time</c> measures a training step behind each transform, on one thread of a machine with nothing else to do;
/// <c>transforms FOLDER SECONDS NAME</c> takes as many steps as fit into so many seconds, on synthesised drums, and measures what the
/// network makes; <c>transforms FOLDER</c> prints the table of what is in the folder and draws the curves. One process for each transform,
/// so that its memory is its own.
/// </summary>
internal static class TransformStudy
{
    private const int SoundsOfKind = 24;
    private const string Times = "seconds-a-step.json";
    private const string Result = "result.json";

    public static async Task RunAsync(string[] arguments)
    {
        if (arguments is [var timed, "time"])
            Time(timed);
        else if (arguments is [var folder])
            Show(folder);
        else if (arguments is [var parent, var seconds, var name])
            await TrainAsync(
                parent, double.Parse(seconds, CultureInfo.InvariantCulture), StudiedTransform.All.Single(one => one.Name == name))
                .ConfigureAwait(false);
        else
            Console.WriteLine(
                $"transforms FOLDER [time | SECONDS NAME]; names: {string.Join(", ", StudiedTransform.All.Select(one => one.Name))}");
    }

    private static void Time(string parent)
    {
        using var services = Services();
        var trainer = new Trainer(services.GetRequiredService<TensorEngine>(), services.GetRequiredService<Registry<ITransformFactory>>());
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var studied in StudiedTransform.All)
        {
            var measured = trainer.TimeSteps(Configuration(studied, steps: 1)).Take(13).Skip(2);
            List<double> steps = [.. measured.Select(time => time.TotalSeconds).Order()];
            times[studied.Name] = steps[steps.Count / 2];
            Console.WriteLine($"{studied.Name}  {times[studied.Name]:0.000} s a step");
        }

        Directory.CreateDirectory(parent);
        File.WriteAllText(Path.Combine(parent, Times), JsonSerializer.Serialize(times));
    }

    private static string FolderOf(string parent, StudiedTransform studied) => Path.Combine(parent, studied.Name.Replace(' ', '-'));

    private static ServiceProvider Services()
        => new ServiceCollection().AddTinyAudioDiffusion().UseManagedEngine(new ManagedEngineOptions { Threads = 1 }).Services
            .BuildServiceProvider();

    private static async Task TrainAsync(string parent, double seconds, StudiedTransform studied)
    {
        var folder = FolderOf(parent, studied);
        var times = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(parent, Times)))!;
        var time = times[studied.Name];
        using var services = Services();
        var transforms = services.GetRequiredService<Registry<ITransformFactory>>();
        using var drawn = studied.IsDrawn ? new DrawnTransform(studied.Model, transforms, seed: 1) : null;
        var result = await new Trainer(services.GetRequiredService<TensorEngine>(), transforms).RunAsync(new TrainingJob
        {
            Configuration = Configuration(studied, (int)(seconds / time)),
            Data = new SyntheticData(new SyntheticDrums(seed: 1)),
            ValidationData = new SyntheticData(new SyntheticDrums(seed: 2, count: 64)),
            Folder = folder,
            Start = drawn is null ? TrainingStart.FromSeed : TrainingStart.FromModel(drawn),
        }).ConfigureAwait(false);
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var real = Real();
        var made = await MakeAsync(services.GetRequiredService<IDrumGenerator>(), result.Folder.ModelPath).ConfigureAwait(false);
        var evaluation = SoundEvaluation.Of(Analyse(made), Analyse(real));
        var lines = MetricsFile.Read(result.Folder.MetricsPath);
        using var network = new DiffusionNetwork(studied.Model, transforms);
        var document = new TransformResult(
            studied.Name, network.Parameters.Sum(parameter => parameter.Shape.ElementCount), result.Step,
            lines.Last(line => line.ValidationLoss is not null).ValidationLoss!.Value, memory,
            StrideImages.Of(made.GetValueOrDefault("kick")!, studied.Stride), StrideImages.Of(real["kick"], studied.Stride),
            evaluation.Kinds.Average(kind => kind.Cloud!.Kernel.Value), evaluation.Kinds.Average(kind => kind.Cloud!.Coverage),
            evaluation.Kinds.Sum(kind => kind.Recognised) / (4.0 * SoundsOfKind),
            [.. lines.Select(line => (double[])[line.Step * time, line.SmoothedLoss])]);
        await File.WriteAllTextAsync(Path.Combine(folder, Result), JsonSerializer.Serialize(document)).ConfigureAwait(false);
        Console.WriteLine(Row(document));
    }

    private static TrainingConfiguration Configuration(StudiedTransform studied, int steps) => new()
    {
        Model = studied.Model,
        Seed = 1,
        Batch = 8,
        Steps = steps,
        Rate = new() { Peak = 2e-3, WarmUp = 50, Decay = RateDecay.Cosine, Floor = 0.02 },
        Optimizer = new() { Beta1 = 0.9, Beta2 = 0.99, Clip = 1 },
        Average = new() { Decay = 0.99 },
        Validation = new() { Interval = 1_000_000, Clips = 64 },
        Samples = new() { Interval = 0 },
        SaveInterval = 1_000_000,
        Threads = 1,
    };

    private static Dictionary<string, List<AudioClip>> Real()
    {
        var drums = new SyntheticDrums(seed: 3, count: 8 * SoundsOfKind);
        var sounds = new Dictionary<string, List<AudioClip>>(StringComparer.Ordinal);
        var samples = new float[2 * drums.Samples];
        for (var i = 0; i < drums.Count; i++)
        {
            var kind = drums.Render(i, visit: 0, samples).Name;
            if (!sounds.TryGetValue(kind, out var list))
                sounds[kind] = list = [];
            list.Add(new AudioClip(samples, 2, SyntheticDrums.SampleRate));
        }

        return sounds;
    }

    private static async Task<Dictionary<string, List<AudioClip>>> MakeAsync(IDrumGenerator generator, string model)
    {
        var sounds = new Dictionary<string, List<AudioClip>>(StringComparer.Ordinal);
        foreach (var kind in Enum.GetValues<DrumKind>())
        {
            sounds[kind.Name] = [];
            for (var seed = 0ul; seed < SoundsOfKind; seed++)
            {
                sounds[kind.Name].Add(await generator.GenerateAsync(
                    kind, new() { Model = model, Seed = seed, Steps = 20, Finishing = FinishingOptions.None }).ConfigureAwait(false));
            }
        }

        return sounds;
    }

    private static List<AnalysedSound> Analyse(Dictionary<string, List<AudioClip>> sounds)
        => [.. sounds.SelectMany(kind => kind.Value.Select((clip, i) => AnalysedSound.Of($"{i}-{kind.Key}", kind.Key, path: null, clip)))];

    private static void Show(string folder)
    {
        var results = StudiedTransform.All
            .Select(studied => Path.Combine(FolderOf(folder, studied), Result))
            .Where(File.Exists)
            .Select(path => JsonSerializer.Deserialize<TransformResult>(File.ReadAllText(path))!)
            .ToList();
        if (results.Count == 0)
            throw new ArgumentException($"{folder} has no results; train a transform first.", nameof(folder));
        var table = new StringBuilder("| | weights | steps | validation loss | memory, MB | images (of real), dB | log-mel KAD | ")
            .Append("coverage | recognised |\n")
            .Append("|---|---|---|---|---|---|---|---|---|\n").AppendJoin('\n', results.Select(Row)).Append('\n');
        Console.Write(table);
        File.WriteAllText(Path.Combine(folder, "transforms.svg"), LossCurves.Draw(results));
    }

    private static string Row(TransformResult row) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.Name} | {row.Parameters / 1e6:0.00} M | {row.Steps:#,0} | {row.Loss:0.0000} | {row.Megabytes:0} | {Images(row)} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{row.Kad:0.0} | {row.Coverage:.00} | {100 * row.Recognised:0} % |");

    private static string Images(TransformResult row) => row.Images is null
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{row.Images:0.0} ({row.RealImages:0.0})");
}
