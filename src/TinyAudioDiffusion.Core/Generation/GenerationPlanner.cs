using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>
/// Turns options into a plan. The call answers each question first, then what the host set, then the model's card, then the model's files,
/// then the library's defaults. Safe to use from several threads at once.
/// </summary>
internal sealed class GenerationPlanner(
    Registry<ISampler> samplers,
    Registry<INoiseSchedule> schedules,
    IOptions<TinyAudioDiffusionOptions> options,
    ILogger<GenerationPlanner>? logger = null)
{
    private readonly TinyAudioDiffusionOptions _host = options.Value;
    private readonly ConcurrentDictionary<string, bool> _reported = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks everything that needs no model.</summary>
    public void Check(GenerationOptions options, int count)
    {
        RequireRange(count, _host.MaxCount, nameof(count), "number of sounds", nameof(_host.MaxCount));
        if (options.Steps is { } steps)
            RequireSteps(steps, "the options");
        if (options.Length is { } length)
            RequireLength(length);
        if (options.MaxDuration is { } limit && limit <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), limit, $"The time limit is {limit}; it must be above 0.");
        if (options.Guidance is { } guidance)
            RequireGuidance(guidance);
        if (options.Character?.FindProblem() is var (slider, value))
            throw new ArgumentOutOfRangeException(nameof(options), value, $"The {slider} is {value}; it must be from 0 to 1.");
        options.GuidanceInterval?.Validate();
        if (options.NegativeClass is not null && options.Guidance is null)
            throw new ArgumentException($"A negative class (\"{options.NegativeClass}\") needs a guidance scale.", nameof(options));
        options.Finishing?.Validate();
        if (options.Sampler is not null)
            samplers.Get(options.Sampler);
        if (options.Schedule is not null && !ScheduleNames.IsOwn(options.Schedule))
            schedules.Get(options.Schedule);
    }

    /// <summary>Makes the plan of a call whose model is loaded.</summary>
    public GenerationPlan Plan(
        GenerationOptions options, DrumKind? kind, int count, ModelCard card, LoadedModel loaded, CancellationToken cancellationToken)
    {
        var info = loaded.Model.Info;
        var settings = Settings(options, card, loaded);
        if (LongSounds.Are(info, options.Length ?? info.NativeLength))
            settings = settings with { Sampler = LadderSamplerOf(options, info, card.Id) };
        var (sampler, steps) = (samplers.Get(settings.Sampler!), settings.Steps!.Value);
        var schedule = ScheduleOf(settings.Schedule!, info, card.Id);
        RequireSteps(steps, $"the settings of the model \"{card.Id}\"");
        if ((long)count * steps > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} sounds of {steps} steps are too many for one call.");

        var length = options.Length ?? info.NativeLength;
        RequireLength(length);
        if (length > (Array.MaxLength / info.Channels) - info.LengthMultiple)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), length, $"A length of {length} samples is too much for {info.Channels} channels.");
        }

        if ((long)count * length * info.Channels > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"{count} sounds of {length} samples are too much for one call; ask for fewer at a time.");
        }

        settings.Finishing?.Validate();
        var like = options.Like is null ? options.Origin?.Like : null;
        if ((options.Character is not null || options.Like is not null || like is not null) && info.Character is null)
        {
            throw new ArgumentException(
                $"The model \"{card.Id}\" knows no characters; leave out brightness, decay and the like, and a sound to be like.",
                nameof(options));
        }

        if (options.Like is { } sound)
            like = SoundCharacter.Of(info.Character!.Space, sound);
        else if (like is not null && !like.Fits(info.Character!.Space))
        {
            throw new ArgumentException(
                $"The recipe's character does not fit the model \"{card.Id}\", which takes {info.Character!.Space.Size} coordinates.",
                nameof(options));
        }

        var (seed, wanted) = (options.Seed ?? RandomSeed.Next(count), kind ?? (card.Kinds.Count == 1 ? card.Kinds[0] : null));
        var blend = ClassBlend.Find(info, card.Id, options.Class);
        var classIndex = blend is null ? ClassLabels.Find(info, card.Id, options.Class, wanted) : VelocityRequest.BlendedClass;
        var drawn = classIndex == -1 ? ClassLabels.Drawn(info, options.Class, wanted) : [];
        if (drawn.Count > 0)
            classIndex = ClassLabels.Find(info, card.Id, ClassLabels.Draw(drawn, seed), null);
        if (info.Student is not null && info.Classes.Count > 0 && classIndex == -1)
        {
            throw new ArgumentException(
                $"The model \"{card.Id}\" is a student that learnt to make its classes only: name one of "
                + $"{string.Join(", ", info.Classes)}.",
                nameof(options));
        }

        var (prompt, text) = PromptOf(options, wanted, info, card.Id, cancellationToken);
        return new GenerationPlan
        {
            Model = Guided(
                loaded.Model, options, settings, card.Id, classIndex, prompt is not null, out var guidance, out var negativeClass),
            Sampler = sampler,
            Schedule = schedule,
            NoiseLevels = GenerationPlan.Grid(schedule, steps),
            Licence = card.Licence,
            NetworkLength = info.RoundUpLength(length),
            ClassIndex = classIndex,
            ClassShares = blend?.Shares ?? [],
            Text = text,
            DrawnClasses = drawn,
            Count = count,
            MaxBatch = _host.MaxBatch,
            Recipe = new GenerationRecipe
            {
                Model = card.PublicId,
                Revision = loaded.Revision,
                Seed = seed,
                Sampler = sampler.Name,
                Schedule = schedule.Name,
                Steps = steps,
                Length = length,
                Class = blend?.Text ?? (classIndex < 0 ? null : info.Classes[classIndex]),
                Prompt = prompt,
                Character = options.Character,
                Like = like,
                Weights = card.Load.Weights == WeightSet.Online ? null : card.Load.Weights,
                Guidance = guidance,
                GuidanceInterval = guidance is null or 1 || settings.GuidanceInterval == GuidanceInterval.All
                    ? null
                    : settings.GuidanceInterval,
                NegativeClass = negativeClass,
                Finishing = settings.Finishing is { IsAny: true } finishing ? finishing : null,
            },
        };
    }

    private SamplingSettings Settings(GenerationOptions options, ModelCard card, LoadedModel loaded)
    {
        if (loaded.Model.Info.Student is { } student)
        {
            var finishing = options.Finishing ?? card.Settings?.Finishing ?? loaded.Settings?.Finishing;
            return StudentSettings.Of(student, card.Id, options, finishing);
        }

        var call = new SamplingSettings(options.Sampler, options.Schedule, options.Steps, options.Finishing)
        {
            Guidance = options.Guidance,
            GuidanceInterval = options.GuidanceInterval,
        };
        var host = new SamplingSettings(_host.Sampler, _host.Schedule, _host.Steps);
        ReportDifference(card.Id, host, SamplingSettings.Join(card.Settings, loaded.Settings));
        return SamplingSettings.Join(call, host, card.Settings, loaded.Settings, SamplingSettings.Fast).OrReference();
    }

    // What the model's files or the host recommend is for sounds of the native length.
    private static string LadderSamplerOf(GenerationOptions options, DiffusionModelInfo info, string id)
        => options.Sampler is null || string.Equals(options.Sampler, SamplerNames.Ddim, StringComparison.OrdinalIgnoreCase)
            ? SamplerNames.Ddim
            : throw new ArgumentException(
                $"The model \"{id}\" makes sounds of more than {info.NativeLength} samples with the sampler \"{SamplerNames.Ddim}\" only; "
                + $"leave out \"{options.Sampler}\".", nameof(options));

    private INoiseSchedule ScheduleOf(string name, DiffusionModelInfo info, string id)
    {
        if (!ScheduleNames.IsOwn(name))
            return schedules.Get(name);
        return info.Student is { } student ? new OwnSchedule(student) : throw new ArgumentException(
            $"The schedule \"{name}\" is that of a student, and the model \"{id}\" is none: choose another one.", "options");
    }

    // The host wins; the log says so once for each model.
    private void ReportDifference(string model, SamplingSettings host, SamplingSettings recommended)
    {
        var differs = Differs(host.Sampler, recommended.Sampler) || Differs(host.Schedule, recommended.Schedule)
            || Differs(host.Steps, recommended.Steps);
        if (differs && logger is not null && _reported.TryAdd(model, true))
        {
            logger.LogWarning(
                "The model {Model} recommends {Recommended}. {Options} sets {Host} and wins.",
                model, Text(recommended), nameof(TinyAudioDiffusionOptions), Text(host));
        }

        static bool Differs(object? ours, object? theirs)
            => ours is not null && theirs is not null
                && !string.Equals(ours.ToString(), theirs.ToString(), StringComparison.OrdinalIgnoreCase);

        static string Text(SamplingSettings settings) => string.Join(", ", new[]
        {
            settings.Sampler is null ? null : $"sampler {settings.Sampler}",
            settings.Schedule is null ? null : $"schedule {settings.Schedule}",
            settings.Steps is null ? null : $"{settings.Steps} steps",
        }.Where(part => part is not null));
    }

    // A kind is a text as well, for a model that is told nothing else.
    private static (string? Prompt, float[] Text) PromptOf(
        GenerationOptions options, DrumKind? kind, DiffusionModelInfo info, string id, CancellationToken cancellationToken)
    {
        if (info.Text is not { } condition)
        {
            return options.Prompt is null ? (null, []) : throw new ArgumentException(
                $"The model \"{id}\" reads no text; leave out the prompt \"{options.Prompt}\".", nameof(options));
        }

        var prompt = options.Prompt ?? (info.Classes.Count == 0 && condition.Embedder is not null ? kind?.Name : null);
        if (prompt is null)
        {
            return condition.HasNone ? (null, []) : throw new ArgumentException(
                $"The model \"{id}\" makes sounds from text, and has not learnt to do without: give a prompt.", nameof(options));
        }

        if (condition.Embedder is not { } embedder)
        {
            throw new ArgumentException(
                $"The model \"{id}\" reads embeddings of {condition.Features} features, and nothing that is registered embeds text for it "
                + "(AddTextEmbedder); leave out the prompt.", nameof(options));
        }

        var text = embedder.Embed(prompt, condition.Tokens, condition.Features, cancellationToken);
        return text.Length == condition.Size ? (prompt, text) : throw new InvalidOperationException(
            $"The text embedder \"{embedder.Name}\" gave {text.Length} values where {condition.Size} belong.");
    }

    // A model's recommended guidance counts only where the call has a class or a text. A call that asks for guidance of a model that can be
    // told neither fails.
    private static IDiffusionModel Guided(
        IDiffusionModel model, GenerationOptions options, SamplingSettings settings, string id, int classIndex, bool hasPrompt,
        out double? guidance, out string? negativeClass)
    {
        (guidance, negativeClass) = (model.Info.Student is null ? options.Guidance : null, null); // a student has its guidance in it
        var isTold = hasPrompt && model.Info.Text!.HasNone;
        if (guidance is null && (classIndex != -1 || isTold))
            guidance = settings.Guidance;
        if (guidance is not { } scale)
            return model;
        if (model.Info.Classes.Count == 0 && !isTold)
        {
            throw new ArgumentException(
                model.Info.Text is null
                    ? $"The model \"{id}\" has no classes, so nothing can guide it; leave out the guidance scale."
                    : $"Nothing can guide the model \"{id}\" without a prompt, or where it has learnt no \"no text\"; leave out the scale.",
                nameof(options));
        }

        RequireGuidance(scale);
        var negative = options.NegativeClass is { } label ? ClassLabels.Find(model.Info, id, label, null) : -1;
        negativeClass = negative < 0 ? null : model.Info.Classes[negative];
        settings.GuidanceInterval?.Validate();
        return scale == 1 ? model : new GuidedModel(model, (float)scale, settings.GuidanceInterval ?? GuidanceInterval.All, negative);
    }

    private static void RequireGuidance(double scale)
    {
        if (scale is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException("options", scale, $"The guidance scale is {scale}; it must be from 0 to 100.");
    }

    private void RequireLength(int length)
        => RequireRange(length, _host.MaxLength, "options", "length in samples", nameof(_host.MaxLength));

    private void RequireSteps(int steps, string where)
        => RequireRange(steps, _host.MaxSteps, "options", $"number of steps in {where}", nameof(_host.MaxSteps));

    private static void RequireRange(int value, int most, string parameter, string what, string limit)
    {
        if (value < 1 || value > most)
        {
            throw new ArgumentOutOfRangeException(
                parameter, value, $"The {what} is {value}; it must be from 1 to {most} ({nameof(TinyAudioDiffusionOptions)}.{limit}).");
        }
    }
}
