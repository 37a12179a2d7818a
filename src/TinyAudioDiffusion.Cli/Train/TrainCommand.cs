using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Recipes;
using TinyAudioDiffusion.Training.Reports;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary><c>tad train</c>: trains a model on sounds, or goes on with a training.</summary>
internal sealed class TrainCommand
{
    private const string DefaultPreset = "small";
    private const string ReferencePreset = "published";

    private readonly Argument<string?> _data = new("DATA")
    {
        Description = "The sounds: a folder of WAV files, whose folders are the classes; or \"synthetic\" for computed drums, \"synthetic:kick\" for one kind.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _out = new("--out", "-o") { Description = "The folder of the training: recipe, metrics, samples, checkpoints and the model.", HelpName = "FOLDER" };
    private readonly Option<string?> _resume = new("--resume") { Description = "Go on with the training in this folder, exactly where its latest checkpoint ends.", HelpName = "FOLDER" };
    private readonly Option<string?> _recipe = new("--recipe") { Description = "A JSON file with any of the settings that a training's own recipe.json shows.", HelpName = "FILE" };

    private readonly Option<string?> _preset = new("--config")
    {
        Description = $"What to begin with: {string.Join(", ", TrainingPresets.All.Keys)}. Default: {DefaultPreset}; {ReferencePreset} with --with-optimizer.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _from = new("--from") { Description = $"Fine-tune a model: {ModelOptions.WhatAModelIs}.", HelpName = "MODEL" };
    private readonly Option<bool> _whole = new("--with-optimizer") { Description = "With --from a checkpoint: take its optimiser and its moving average as well, so that its training goes on." };
    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();

    private readonly Option<string?> _yaml = new("--yaml") { Description = "The YAML configuration of the checkpoint to start from, where it does not lie beside it.", HelpName = "YAML" };
    private readonly TrainingOptions _options = new();
    private readonly Terminal _terminal;

    private TrainCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var train = new TrainCommand(terminal);
        var command = new TadCommand(
            "train",
            "Trains a model on sounds. Ctrl-C saves and stops; a training that was stopped or killed goes on with --resume, as if nothing had happened.",
            "tad train drums --out runs/drums --time 15m",
            "tad train synthetic:kick --out runs/kicks --config small --steps 5000",
            "tad train my-kicks --out runs/my-kicks --from kicks.ckpt --steps 200 --rate 2e-5",
            "tad train --resume runs/drums",
            "tad generate --model runs/drums/model -n 8")
        {
            train._data, train._out, train._resume, train._recipe, train._preset, train._from, train._whole, train._weights, train._yaml,
        };
        train._options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(train._resume) is null == result.GetResult(train._out) is null)
                result.AddError("Say where: --out with a folder for a new training, or --resume with the folder of one.");
        });
        command.SetAction(train.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var resume = parsed.GetValue(_resume);
        if (resume is null && new RunFolder(parsed.GetValue(_out)!).HasCheckpoint)
            throw new CommandException($"There is a training in \"{parsed.GetValue(_out)}\" already: go on with it by --resume, or choose another folder.");
        await using var services = TadServices.Create(_terminal, _options.Engine.Of(parsed));
        using var start = await StartAsync(parsed, services, cancellationToken);
        var recipe = resume is null
            ? _options.Apply(parsed, Base(parsed, start?.Description), parsed.GetValue(_data)) with { From = parsed.GetValue(_from) }
            : Resumed(parsed, resume);
        var sounds = await OpenAsync(recipe, cancellationToken);
        if (resume is null)
            recipe = _options.WithCharacter(parsed, _options.WithClasses(parsed, recipe, sounds.Training), sounds);

        var view = new TrainingView(_terminal);
        var report = new TrainingReportWriter();
        var job = new TrainingJob
        {
            Recipe = recipe,
            Data = sounds.Training,
            ValidationData = sounds.Validation,
            Folder = resume ?? parsed.GetValue(_out)!,
            Start = resume is null ? start?.Start ?? TrainingStart.FromSeed : TrainingStart.Resume,
            Observers = [view, report],
        };
        var trainer = new Trainer(services.GetRequiredService<TensorEngine>(), services.GetRequiredService<Registry<ITransformFactory>>());
        TrainingResult? result = null;
        await view.RunAsync(async () => result = await trainer.RunAsync(job, progress: null, cancellationToken));
        if (report.Failure is { } failure)
            _terminal.WriteWarning($"The report was not written: {failure.Message}");
        return Report(result!);
    }

    private TrainingRecipe Base(ParseResult parsed, ModelDescription? model)
    {
        var name = parsed.GetValue(_preset) ?? (parsed.GetValue(_whole) ? ReferencePreset : DefaultPreset);
        var preset = TrainingPresets.All.GetValueOrDefault(name)
            ?? throw new CommandException($"There is no configuration \"{name}\"; known are {string.Join(", ", TrainingPresets.All.Keys)}.");
        if (parsed.GetValue(_recipe) is { } file)
            return File.Exists(file) ? TrainingRecipe.Load(file, model ?? preset.Model) : throw new CommandException($"There is no recipe \"{file}\".");
        return model is null ? preset : preset with { Model = model };
    }

    private TrainingRecipe Resumed(ParseResult parsed, string folder)
    {
        var others = new Option[] { _recipe, _preset, _from, _whole, _weights, _yaml }.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);
        if (_options.Fixed(parsed).Concat(others).FirstOrDefault() is { } given)
            throw new CommandException($"{given} cannot change when a training goes on: leave it out, or start a new training with --out.");
        var recipe = _options.Limited(parsed, new RunFolder(folder).LoadRecipe());
        var source = parsed.GetValue(_data);
        return source is null ? recipe : recipe with { Data = (recipe.Data ?? new DataOptions()) with { Source = source } };
    }

    private async Task<StartFromModel?> StartAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (path, weights, yaml, whole) = (parsed.GetValue(_from), parsed.GetValue(_weights), parsed.GetValue(_yaml), parsed.GetValue(_whole));
        if (path is not null)
            return await StartFromModel.OpenAsync(services, path, weights, yaml, whole, cancellationToken);
        return weights is null && yaml is null && !whole
            ? null
            : throw new CommandException("--weights, --yaml and --with-optimizer say how to start from a model: name it with --from.");
    }

    private async Task<DataSource> OpenAsync(TrainingRecipe recipe, CancellationToken cancellationToken)
    {
        if (recipe.Data is null)
            throw new CommandException("The training does not say what it learns from: name the sounds.");
        DataSource? source = null;
        await ProgressBar.RunAsync(_terminal, show: true, "Looking at the sounds", async progress =>
            source = await Task.Run(() => DataSource.Open(recipe.Data, recipe.Model.Audio, progress, cancellationToken), cancellationToken));
        if (source!.Summary is { } summary)
        {
            _terminal.Error.WriteLine($"{Sentences.Count(summary.Usable, "sound", "sounds")} in {recipe.Data.Source}");
            foreach (var skipped in summary.Skipped)
                _terminal.WriteWarning($"{skipped.Path}: left out, because it {skipped.Reason}");
        }

        return source;
    }

    private int Report(TrainingResult result)
    {
        var folder = Path.GetRelativePath(Environment.CurrentDirectory, result.Folder.FullPath);
        if (result.Outcome == TrainingOutcome.Stopped)
        {
            _terminal.Error.WriteLine($"Stopped after step {Sentences.Count(result.Step)}; go on with: tad train --resume {folder}");
            return ExitCodes.Cancelled;
        }

        var validation = result.BestValidationLoss is { } best ? $"  best validation loss {best:0.0000}" : "";
        _terminal.Output.WriteLine($"{Path.Combine(folder, "model")}  {Sentences.Count(result.Step, "step", "steps")}  loss {result.SmoothedLoss:0.0000}{validation}");
        return ExitCodes.Success;
    }
}
