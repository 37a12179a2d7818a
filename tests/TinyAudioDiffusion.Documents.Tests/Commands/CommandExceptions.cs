namespace TinyAudioDiffusion.Documents.Tests.Commands;

/// <summary>The commands that the tests do not run as they are written, each with its reason.</summary>
internal static class CommandExceptions
{
    private static readonly string[] _otherPrograms =
        ["sha256sum ", "dotnet ", "apt-get ", "sudo apt-get ", "npm ", "tail ", "  mkdir ", "done"];

    public static IReadOnlyList<CommandException> All { get; } =
    [
        new("README.md", "dotnet test", "it would run these tests again"),
        new("README.md", "dotnet add", "it changes a project"),
        new("README.md", "dotnet tool install", "it changes the machine"),
        new("README.md", "dotnet new", "eng/test-packages.sh runs it"),
        new("docs/beats.md", "tad beat four-on-the-floor --fresh --play", "it plays on a device; BeatCommandTests has one"),
        new("docs/built-in-data.md", "apt-get ", "it installs packages"),
        new("docs/built-in-data.md", "npm ", "it installs packages"),
        new("docs/built-in-data.md", "dotnet run --project samples/GatherRecordings", "it needs those packages"),
        new("docs/built-in-model.md", "tad train drums", "it trains for three hours"),
        new("docs/built-in-model.md", "tad train recordings", "it trains for hours"),
        new("docs/cli.md", "tad pull", "it needs a Hub; TinyAudioDiffusion.Hub.Tests has one"),
        new("docs/cli.md", "tad bench", "it measures for half a minute; BenchCommandTests runs it"),
        new("docs/cli.md", "tad doctor", "it describes the machine") { Runs = true },
        new("docs/cli.md", "tad distill", "it distils for hours; DistillCommandTests runs it"),
        new("docs/cli.md", "tad generate snare --model runs", "it needs the distillation above"),
        new("docs/cli.md", "tad train", "it trains for a quarter of an hour; TrainCommandTests runs it"),
        new("docs/dance-diffusion.md", "dotnet add", "it changes a project"),
        new("docs/distillation.md", "tad distill", "it distils for hours; DistillCommandTests runs it"),
        new("docs/distillation.md", "tad generate snare --model runs", "it needs the distillation above"),
        new("docs/embedding.md", "dotnet publish", "eng/test-packages.sh runs it"),
        new("docs/evaluation.md", "tad evaluate SOUNDS", "SOUNDS and REAL stand for folders; EvaluateCommandTests runs it"),
        new("docs/evaluation.md", "tad evaluate --model", "it makes 400 sounds; EvaluateCommandTests runs it"),
        new("docs/games.md", "dotnet run --project samples/GameDrums", "GameDrumsTests runs it"),
        new("docs/naudio.md", "dotnet add", "it changes a project"),
        new("docs/samplers.md", "dotnet run --project benchmarks", "it takes minutes"),
        new("docs/transforms.md", "dotnet run --project benchmarks", "it takes minutes"),
        new("docs/torchsharp.md", "dotnet add", "it changes a project"),
        new("docs/torchsharp.md", "dotnet run --project src/TinyAudioDiffusion.Cli.TorchSharp", "it needs libtorch and a GPU"),
        new("docs/training-data.md", "sudo ", "it installs a package"),
        new("docs/training-data.md", "tail ", "it needs that package"),
        new("docs/training-data.md", "  mkdir ", "it needs that package"),
        new("docs/training-data.md", "done", "it needs that package"),
        new("docs/training-data.md", "tad dataset doctor", "it shows the recordings of that package"),
        new("docs/training.md", "tad train one", "it trains for two minutes; TrainCommandTests runs it"),
        new("docs/training.md", "tad generate --model runs/one", "it needs the training above"),
        new("docs/training.md", "tad train drums", "it trains for a quarter of an hour; TrainCommandTests runs it"),
        new("docs/training.md", "tad train --resume", "it goes on with the training above; TrainCommandTests runs it"),
        new("docs/training.md", "tad train my-kicks", "it needs a published checkpoint of 509 MB"),
        new("docs/training.md", "tad train recordings", "it trains for hours"),
        new("docs/training.md", "tad generate percussion", "it needs the training above"),
        new("docs/training.md", "tad bench --train", "it measures steps of the published network; BenchCommandTests runs it"),
        new("src/TinyAudioDiffusion.Templates/README.md", "dotnet new", "eng/test-packages.sh runs it"),
        new("docs/verbs.md", "tad generate kick --model torch2.ckpt --seed 1 --length 4410", "it depends on the time") { Runs = true },
    ];

    /// <summary>Finds why a command is not run; null where it is.</summary>
    public static string? WhyNotRun(DocumentedCommand command) => All.FirstOrDefault(item => !item.Runs && item.IsOf(command))?.Reason;

    /// <summary>Finds why the output of a command is not compared; null where it is.</summary>
    public static string? WhyPrintsOther(DocumentedCommand command) => All.FirstOrDefault(item => item.Runs && item.IsOf(command))?.Reason;

    public static bool IsOfAnotherProgram(DocumentedCommand command)
        => Array.Exists(_otherPrograms, start => command.Line.StartsWith(start, StringComparison.Ordinal));
}
