using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Completion;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>
/// The options of every command that lets a model make sounds, whatever it does with them: sampler, schedule, steps, guidance, character,
/// time
/// limit, finishing.
/// </summary>
internal sealed class SamplingOptions
{
    private readonly Option<int?> _steps = Numbers.Optional("--steps", [], 1, TinyAudioDiffusionOptions.DefaultMaxSteps).Described(
        "N", "How often the network refines the sound, 1 to 10000. Default: what is recommended with the sampler, 16 "
            + "for v-adams, else 50.");

    private readonly Option<string?> _sampler = new("--sampler")
    {
        CompletionSources = { _ => RegisteredNames.Of<ISampler>() },
        Description = "How steps are taken: v-adams, ddim (alone: 50 steps on linear, as the reference), unipc, dpmpp-2m and more, "
            + "see docs/samplers.md. Default: what the model recommends, else v-adams.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _schedule = new("--schedule")
    {
        CompletionSources = { _ => RegisteredNames.Of<INoiseSchedule>() },
        Description = "Which noise levels the steps visit: logistic, linear, karras, crash and more. "
            + "Default: what is recommended with the sampler, else linear.",
        HelpName = "NAME",
    };

    private readonly Option<double?> _guidance = Numbers.Optional("--guidance", [], 0.0, 100.0).Described(
        "SCALE",
        "How strongly guidance leads a model with classes to its class, 0 to 100; 1 is no guidance. Doubles the work where it acts.");

    private readonly Option<GuidanceInterval?> _guidanceInterval = new("--guidance-interval")
    {
        Description = "The noise levels at which --guidance acts, as 0.2-0.9: fewer cost less, and leave sounds more different. "
            + "Default: what the model recommends, else 0-1.",
        HelpName = "FROM-TO",
        CustomParser = result =>
        {
            if (GuidanceInterval.Parse(result.Tokens[0].Value) is { } interval)
                return interval;
            result.AddError(
                $"\"{result.Tokens[0].Value}\" is no guidance interval: give two noise levels from 0 to 1, the lower "
                    + "one first, as 0.2-0.9.");
            return null;
        },
    };

    private readonly Option<string?> _class = new("--class")
    {
        Description = "The class to make, for a model with classes. Default: that of the kind.",
        HelpName = "LABEL",
    };

    private readonly Option<string?> _negativeClass = new("--negative-class", "--negative")
    {
        Description = "The class that --guidance leads away from. Default: no class.",
        HelpName = "LABEL",
    };

    private readonly Option<double?> _brightness = Slider("--brightness", "dull (0) to bright (1)");
    private readonly Option<double?> _decay = Slider("--decay", "short (0) to long (1)");
    private readonly Option<double?> _pitch = Slider("--pitch", "low (0) to high (1)");
    private readonly Option<double?> _punch = Slider("--punch", "power that lasts (0) to power in the attack (1)");
    private readonly Option<double?> _noisiness = Slider("--noisiness", "pure (0) to noisy (1)");

    private readonly Option<double?> _maxDuration = Numbers.Optional("--max-duration", [], 0.001, 86400.0).Described(
        "SECONDS", "Take as many steps as fit in this time on this machine, at least one, at most --steps.");

    private readonly Option<bool> _finish = new("--finish")
    {
        Description = "Make the sound ready to play: no offset, onset at the start, silent end, peak at -1 dBFS. "
            + "\"--finish false\" leaves out what the model recommends.",
    };

    private readonly Option<Normalization?> _normalize = new("--normalize")
    {
        Description = "Bring the level to --target: its peak (dBFS) or its loudness (LUFS, ITU-R BS.1770).",
        HelpName = "none|peak|loudness",
        CustomParser = result => Choices.Parse(
            result, "normalization", ("none", Normalization.None), ("peak", Normalization.Peak), ("loudness", Normalization.Loudness)),
    };

    private readonly Option<double?> _target = Numbers.Optional("--target", [], -70.0, 0.0).Described(
        "DB", "The level for --normalize, -70 to 0. Default: -1.");

    private readonly Option<double?> _ceiling = Numbers.Optional("--ceiling", [], -70.0, 0.0).Described(
        "DBTP", "The largest true peak, -70 to 0: a louder sound is turned down.");

    private readonly Option<double?> _gate = Numbers.Optional("--tail-gate", [], -200.0, 0.0).Described(
        "DBFS", "The level, -200 to 0, below which the end is made silent after a short fade.");

    public void AddTo(TadCommand command) => command.AddOptions(
        _sampler, _schedule, _steps, _class, _guidance, _guidanceInterval, _negativeClass,
        _brightness, _decay, _pitch, _punch, _noisiness, _maxDuration,
        _finish, _normalize, _target, _ceiling, _gate);

    /// <summary>Reads what the command line says; the rest stays null.</summary>
    public GenerationOptions Read(ParseResult parsed) => new()
    {
        Sampler = parsed.GetValue(_sampler),
        Schedule = parsed.GetValue(_schedule),
        Steps = parsed.GetValue(_steps),
        Class = parsed.GetValue(_class),
        Character = Character(parsed),
        Guidance = parsed.GetValue(_guidance),
        GuidanceInterval = parsed.GetValue(_guidanceInterval),
        NegativeClass = parsed.GetValue(_negativeClass),
        MaxDuration = parsed.GetValue(_maxDuration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Finishing = Finishing(parsed),
    };

    private static Option<double?> Slider(string name, string range) => Numbers.Optional(name, [], 0.0, 1.0).Described(
        "0-1", $"The character of the sound, from {range} among sounds of its class, for a model that knows characters. Default: drawn "
            + "from the seed.");

    private CharacterSliders? Character(ParseResult parsed)
    {
        var sliders = new CharacterSliders
        {
            Brightness = parsed.GetValue(_brightness),
            Decay = parsed.GetValue(_decay),
            Pitch = parsed.GetValue(_pitch),
            Punch = parsed.GetValue(_punch),
            Noisiness = parsed.GetValue(_noisiness),
        };
        return sliders == new CharacterSliders() ? null : sliders;
    }

    private FinishingOptions? Finishing(ParseResult parsed)
    {
        var chosen = parsed.GetResult(_finish) is { Implicit: false }
            ? parsed.GetValue(_finish) ? FinishingOptions.Ready : FinishingOptions.None
            : null;
        if (parsed.GetValue(_normalize) is { } normalization)
            chosen = (chosen ?? new()) with { Normalization = normalization };
        if (parsed.GetValue(_target) is { } target)
            chosen = (chosen ?? new() { Normalization = Normalization.Peak }) with { Target = target };
        if (parsed.GetValue(_ceiling) is { } ceiling)
            chosen = (chosen ?? new()) with { TruePeakCeiling = ceiling };
        if (parsed.GetValue(_gate) is { } gate)
            chosen = (chosen ?? new()) with { TailGate = gate };
        return chosen;
    }
}
