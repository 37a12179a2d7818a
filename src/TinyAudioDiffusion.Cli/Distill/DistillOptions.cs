using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Distillation;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Distill;

/// <summary>The options of <c>tad distill</c>.</summary>
internal sealed class DistillOptions
{
    private readonly Argument<string?> _teacher = new("MODEL")
    {
        Description = $"The teacher: {ModelOptions.WhatAModelIs}.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "The folder of the distillation: configuration, metrics, samples, states, the teacher's paths and the student.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Continue the distillation in this folder, exactly where its latest state ends.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _best = new("--best")
    {
        Description = "With --resume: continue from the state with the lowest validation loss. What came after it is lost.",
    };

    private readonly Option<int> _calls = Numbers.WithDefault("--calls", ["-c"], 4, 1, Distiller.MostCalls).Described(
        "N", "How many network calls the student makes for a sound, 1 to 8.");

    private readonly Option<int?> _teacherSteps = Numbers.Optional(
        "--teacher-steps", [], 1, TinyAudioDiffusionOptions.DefaultMaxSteps).Described(
        "N", "How many steps the teacher takes. Default: what it recommends.");

    private readonly Option<string?> _sampler = new("--sampler")
    {
        Description = "How the teacher's steps are taken, by a sampler that draws no fresh noise. Default: what it recommends.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _schedule = new("--schedule")
    {
        Description = "Which noise levels the teacher visits; the student's are some of them. Default: what it recommends.",
        HelpName = "NAME",
    };

    private readonly Option<double?> _guidance = Numbers.Optional("--guidance", [], 0.0, 100.0).Described(
        "SCALE", "The teacher's guidance, 0 to 100, which becomes a part of the student. Default: what it recommends.");

    private readonly Option<GuidanceInterval?> _guidanceInterval = new("--guidance-interval")
    {
        Description = "The noise levels at which that guidance acts, as 0.2-0.9. Default: what the teacher recommends, else 0-1.",
        HelpName = "FROM-TO",
        CustomParser = result =>
        {
            if (GuidanceInterval.Parse(result.Tokens[0].Value) is { } interval)
                return interval;
            result.AddError(
                $"\"{result.Tokens[0].Value}\" is no guidance interval: give two noise levels, the lower one first, as 0.2-0.9.");
            return null;
        },
    };

    private readonly Option<DistillationMethod?> _method = new("--method")
    {
        Description = "What the student learns: the states on the teacher's paths (trajectory, the default), or their ends alone (reflow).",
        HelpName = "trajectory|reflow",
        CustomParser = result => Choices.Parse(
            result, "method", ("trajectory", DistillationMethod.Trajectory), ("reflow", DistillationMethod.Reflow)),
    };

    private readonly Option<int?> _paths = Numbers.Optional("--paths", [], 1, 100_000_000).Described(
        "N", "How many paths the teacher computes, each when it is first needed. Default: 4000, or as many as --cache has room for.");

    private readonly Option<double> _cache = Numbers.WithDefault("--cache", [], 2000.0, 1.0, 1e9).Described(
        "MB", "How much disk the paths may take.");

    private readonly Option<int?> _steps = Numbers.Optional("--steps", [], 1, int.MaxValue).Described(
        "N", $"How many steps to learn. Default: {DistillPlan.DefaultSteps}.");

    private readonly Option<double?> _time = TimeLimits.Optional("--time").Described(
        "TIME", "How long to learn instead: 90s, 15m, 1.5h. Such a distillation cannot be repeated bit for bit.");

    private readonly Option<int?> _batch = Numbers.Optional("--batch", [], 1, 1024).Described(
        "N", "How many paths the student goes at once, 1 to 1024. Default: 4.");

    private readonly Option<int?> _accumulation = Numbers.Optional("--accumulation", [], 1, 4096).Described(
        "N", "How many of these make a step, 1 to 4096: the gradient of many paths in the memory of few. Default: 1.");

    private readonly Option<double?> _rate = Numbers.Optional("--rate", [], 1e-12, 1).Described(
        "RATE", "The highest learning rate. Default: 3e-4.");

    private readonly Option<double?> _spectral = Numbers.Optional("--spectral", [], 0.0, 1e6).Described(
        "WEIGHT", "The weight of the loss of spectra on the last step; 0 for none.");

    private readonly Option<ulong?> _seed = Numbers.Optional("--seed", ["-s"], 0ul, ulong.MaxValue).Described(
        "SEED", "The seed of the noises and their order. Default: 0.");

    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();

    private readonly Option<bool> _checkpointing = new("--gradient-checkpointing")
    {
        Description = "Recompute activations in the backward pass: less memory, more time, the same result.",
    };

    private readonly Option<bool> _half = new("--half") { Description = "Store the finished student in 16-bit floats." };
    private readonly EngineOptions _engine = new();

    private IEnumerable<Option> Fixed =>
    [
        _calls, _teacherSteps, _sampler, _schedule, _guidance, _guidanceInterval, _method, _paths, _cache, _batch, _accumulation, _rate,
        _spectral, _seed,
    ];

    public void AddTo(TadCommand command)
    {
        command.Arguments.Add(_teacher);
        command.AddOptions(
            _out, _resume, _best, _calls, _steps, _time, _teacherSteps, _sampler, _schedule, _guidance, _guidanceInterval, _method, _paths,
            _cache, _batch, _accumulation, _rate, _spectral, _seed, _weights, _configuration, _checkpointing, _half);
        _engine.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_resume) is null == result.GetResult(_out) is null)
                result.AddError("Say where: --out with a folder for a new distillation, or --resume with the folder of one.");
            if (result.GetResult(_resume) is null && result.GetResult(_teacher) is null or { Tokens.Count: 0 })
                result.AddError("Say what to distil: a model's id or its path.");
            if (result.GetResult(_resume) is not null && result.GetResult(_teacher) is { Tokens.Count: > 0 })
                result.AddError("A distillation that continues knows its teacher: leave out the model.");
            if (result.GetResult(_best) is { Implicit: false } && result.GetResult(_resume) is null)
                result.AddError("--best says how to go on with a distillation: name its folder with --resume.");
            if (result.GetResult(_steps) is not null && result.GetResult(_time) is not null)
                result.AddError("--steps and --time both limit the distillation: give one of them.");
        });
    }

    public DistillSettings Read(ParseResult parsed) => new()
    {
        Teacher = new ModelSettings(parsed.GetValue(_teacher), parsed.GetValue(_weights), parsed.GetValue(_configuration)),
        Folder = parsed.GetValue(_resume) ?? parsed.GetValue(_out)!,
        Resumes = parsed.GetValue(_resume) is not null,
        ResumesFromBest = parsed.GetValue(_best),
        Calls = parsed.GetValue(_calls),
        TeacherSettings = new SamplingSettings(parsed.GetValue(_sampler), parsed.GetValue(_schedule), parsed.GetValue(_teacherSteps))
        {
            Guidance = parsed.GetValue(_guidance),
            GuidanceInterval = parsed.GetValue(_guidanceInterval),
        },
        Method = parsed.GetValue(_method),
        Paths = parsed.GetValue(_paths),
        CacheMegabytes = parsed.GetValue(_cache),
        Steps = parsed.GetValue(_steps),
        Seconds = parsed.GetValue(_time),
        Batch = parsed.GetValue(_batch),
        Accumulation = parsed.GetValue(_accumulation),
        Rate = parsed.GetValue(_rate),
        SpectralWeight = parsed.GetValue(_spectral),
        Seed = parsed.GetValue(_seed),
        GradientCheckpointing = parsed.GetValue(_checkpointing),
        AsHalf = parsed.GetValue(_half),
        Engine = _engine.Read(parsed),
        Unchangeable = [.. Fixed.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)],
    };
}
