using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generation;
using TinyAudioDiffusion.Cli.Models;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Commands;

/// <summary>What the commands share that make sounds with <see cref="IDrumStudio"/>: the model, how to sample, where to write. Files are written when all are done.</summary>
internal abstract class VerbCommand
{
    private readonly Option<DrumKind?> _kind = new("--kind")
    {
        Description = "What is made: kick, snare, hihat or percussion. May be left out where --model is given.",
        HelpName = "KIND",
        CustomParser = result => ModelOptions.Parse(
            result, "kind", ("kick", DrumKind.Kick), ("snare", DrumKind.Snare), ("hihat", DrumKind.HiHat), ("percussion", DrumKind.Percussion)),
    };

    private readonly Option<string?> _model = ModelOptions.Model(required: false);
    private readonly Option<ulong?> _seed = Numbers.Optional("--seed", ["-s"], 0ul, ulong.MaxValue);
    private readonly Option<int?> _steps = Numbers.Optional("--steps", [], 1, TinyAudioDiffusionOptions.MaxSteps);
    private readonly Option<string?> _sampler = new("--sampler") { Description = "How steps are taken, see docs/samplers.md. Default: what the model recommends, else ddim.", HelpName = "NAME" };
    private readonly Option<string?> _schedule = new("--schedule") { Description = "Which noise levels the steps visit. Default: what the model recommends, else linear.", HelpName = "NAME" };
    private readonly Option<int?> _length = Numbers.Optional("--length", [], 1, int.MaxValue);
    private readonly ShapingOptions _shaping = new();

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The folder to write to; it is created, and files of the same name are replaced.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "sounds",
    };

    private readonly Option<WavEncoding?> _depth = new("--depth")
    {
        Description = "How samples are stored: 16 or 24 bits, or 32-bit float.",
        HelpName = "16|24|float",
        CustomParser = result => ModelOptions.Parse(result, "depth", ("16", WavEncoding.Pcm16), ("24", WavEncoding.Pcm24), ("float", WavEncoding.Float32)),
    };

    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<bool> _weightsOnly = ModelOptions.WeightsOnly();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();
    private readonly Option<int?> _threads = ModelOptions.Threads();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document instead of lines, and no progress bar." };
    private readonly Terminal _terminal;

    protected VerbCommand(Terminal terminal)
    {
        _terminal = terminal;
        (_seed.HelpName, _seed.Description) = ("SEED", "The seed of the first sound: the same seed gives the same sound. Default: by chance.");
        (_steps.HelpName, _steps.Description) = ("N", "How often the network refines the sound, 1 to 10000. Default: what the model recommends, else 50.");
        (_length.HelpName, _length.Description) = ("SAMPLES", "The length in samples of each channel, at least 1. Default: the model's own.");
    }

    /// <summary>Gets how samples are stored unless --depth says otherwise.</summary>
    protected virtual WavEncoding DefaultEncoding => WavEncoding.Pcm16;

    /// <summary>Makes an option of a number.</summary>
    protected static Option<T> Number<T>(string name, string[] aliases, T value, T least, T most, string helpName, string description)
        where T : struct, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        var option = Numbers.WithDefault(name, aliases, value, least, most);
        (option.HelpName, option.Description) = (helpName, description);
        return option;
    }

    /// <summary>Makes the argument of a sound to start from.</summary>
    protected static Argument<string> Source(string name = "SOURCE", string description = "The WAV file to start from: any sample rate, length and number of channels.")
        => new(name) { Description = description };

    /// <summary>Makes the sounds.</summary>
    protected abstract Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, ModelChoice model, GenerationOptions options, IProgress<GenerationProgress> progress, CancellationToken cancellationToken);

    /// <summary>Adds the shared options to the command and makes it run.</summary>
    protected TadCommand Complete(TadCommand command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_kind, _model, _seed, _steps, _sampler, _schedule, _length])
            command.Options.Add(option);
        _shaping.AddTo(command);
        foreach (var option in (ReadOnlySpan<Option>)[_out, _depth, _weights, _weightsOnly, _configuration, _threads, _json])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_kind) is null && result.GetResult(_model) is null)
                result.AddError("Say with what: --model, or --kind (kick, snare, hihat, percussion).");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, command.Name, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, string verb, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (kind, model, asJson) = (parsed.GetValue(_kind), parsed.GetValue(_model), parsed.GetValue(_json));
        var card = ModelPath.CardFor(model, parsed.GetValue(_weights), parsed.GetValue(_configuration), kind, parsed.GetValue(_weightsOnly));
        await using var services = TadServices.Create(_terminal, parsed.GetValue(_threads), card);
        var options = _shaping.Apply(parsed, new GenerationOptions
        {
            Model = model,
            Seed = parsed.GetValue(_seed),
            Steps = parsed.GetValue(_steps),
            Sampler = parsed.GetValue(_sampler),
            Schedule = parsed.GetValue(_schedule),
            Length = parsed.GetValue(_length),
        });

        IReadOnlyList<AudioClip> clips = [];
        await ProgressBar.RunAsync(_terminal, !asJson, "Working", async progress =>
        {
            clips = await RunAsync(
                parsed, services.GetRequiredService<IDrumStudio>(), kind is { } known ? known : model!, options, progress.OfCall(), cancellationToken);
        });

        var name = $"{kind?.ToString().ToLowerInvariant() ?? ModelPath.ShortName(model!)}-{verb}";
        var files = Save(clips, Path.Combine(parsed.GetValue(_out)!, name), parsed.GetValue(_depth) ?? DefaultEncoding, cancellationToken);
        if (asJson)
            _terminal.Output.WriteLine(JsonSerializer.Serialize(GenerationReport.Of(clips[0].Recipe, model ?? "", files, start), JsonOutput.Readable.GenerationReport));
        else
            files.ForEach(_terminal.Output.WriteLine);
        return ExitCodes.Success;
    }

    // Sounds that share a seed are numbered as well.
    private static List<SoundFile> Save(IReadOnlyList<AudioClip> clips, string name, WavEncoding encoding, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var numbered = clips.Count > 1 && clips.Select(clip => clip.Recipe?.Seed).Distinct().Count() == 1;
        var files = new List<SoundFile>();
        for (var i = 0; i < clips.Count; i++)
        {
            var path = $"{name}{(clips[i].Recipe is { } recipe ? $"-{recipe.Seed}" : "")}{(numbered ? $"-{i + 1}" : "")}.wav";
            clips[i].Save(path, encoding);
            files.Add(SoundFile.Of(path, clips[i], encoding));
        }

        return files;
    }
}
