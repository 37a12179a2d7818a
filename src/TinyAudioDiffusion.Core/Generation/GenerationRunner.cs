using System.Diagnostics;
using TinyAudioDiffusion.Diagnostics;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Runs verbs: finds and loads the model, plans, keeps the time limit, and lets the verb work on the thread pool.</summary>
internal sealed class GenerationRunner(IModelZoo zoo, GenerationPlanner planner, TimeBudget budget, TimeProvider time)
{
    public async Task<IReadOnlyList<AudioClip>> RunAsync(
        SoundVerb verb, ModelChoice choice, GenerationOptions? options,
        IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = DrumTelemetry.Activities.StartActivity("tad.generate");
        var start = time.GetTimestamp();
        try
        {
            var clock = new ProgressClock(progress, time);
            options = verb.Complete(options ?? new());
            var plan = await PlanAsync(verb, choice, options, clock, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("tad.model", plan.Recipe.Model).SetTag("tad.steps", plan.Steps).SetTag("tad.count", plan.Count);
            var clips = await Task.Run(
                () => verb.Run(Metered(Within(options.MaxDuration, verb, plan, cancellationToken)), clock, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            DrumTelemetry.Sounds.Add(clips.Length);
            return clips;
        }
        catch (Exception exception)
        {
            (exception is OperationCanceledException ? DrumTelemetry.Cancellations : DrumTelemetry.Failures).Add(1);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
        finally
        {
            DrumTelemetry.Durations.Record(time.GetElapsedTime(start).TotalSeconds);
        }
    }

    /// <summary>Tells the recipe of the first sound that a verb would make.</summary>
    public async Task<GenerationRecipe> ResolveAsync(
        SoundVerb verb, ModelChoice choice, GenerationOptions? options, CancellationToken cancellationToken)
    {
        options = verb.Complete(options ?? new());
        var plan = await PlanAsync(verb, choice, options, new ProgressClock(null, time), cancellationToken).ConfigureAwait(false);
        return options.MaxDuration is null
            ? plan.RecipeOf(0)
            : await Task.Run(() => Within(options.MaxDuration, verb, plan, cancellationToken).RecipeOf(0), cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<GenerationPlan> PlanAsync(
        SoundVerb verb, ModelChoice choice, GenerationOptions options, ProgressClock clock, CancellationToken cancellationToken)
    {
        var (kind, model) = choice.Resolve(options);
        planner.Check(options, verb.Count);
        cancellationToken.ThrowIfCancellationRequested();
        clock.Loading();
        var card = model is null
            ? zoo.CardFor(kind!.Value, ClassBlend.NamesIn(options.Class), options.WantsCharacter)
            : CardFor(model, options);
        (card, var loaded) = await LoadAsync(card, options, clock, cancellationToken).ConfigureAwait(false);
        if (verb.TakesAnyNoiseLevel && loaded.Model.Info.Student is { } student)
            (card, loaded) = await TeacherAsync(student, card.Id, clock, cancellationToken).ConfigureAwait(false);
        RequireHearing(verb, loaded.Model.Info.Condition, card.Id);
        if (loaded.Model.Info.Text is null)
            return planner.Plan(options, kind, verb.Count, card, loaded, cancellationToken);

        // A network may embed the text, which is no work for the caller's thread.
        return await Task.Run(() => planner.Plan(options, kind, verb.Count, card, loaded, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    private static void RequireHearing(SoundVerb verb, SoundCondition? condition, string id)
    {
        if (verb.Takes(condition))
            return;
        throw new ArgumentException(
            condition is null
                ? $"The model \"{id}\" makes sounds from noise alone; the verb \"{verb.HearingVerb}\" takes a model that was trained "
                    + "for it."
                : $"The model \"{id}\" is for the verb \"{condition.Verb}\" only, because it hears a sound beside noise; name another "
                    + "model.",
            "model");
    }

    // Models at paths may share the name that recipes give them; the revision tells them apart.
    private async Task<(ModelCard Card, LoadedModel Loaded)> LoadAsync(
        ModelCard card, GenerationOptions options, ProgressClock clock, CancellationToken cancellationToken)
    {
        var namesakes = options.Origin is null ? [] : zoo.Cards.Where(
            other => other != card && string.Equals(other.PublicId, card.PublicId, StringComparison.OrdinalIgnoreCase));
        var first = await zoo.LoadAsync(card, clock, cancellationToken).ConfigureAwait(false);
        if (IsRevision(options.Revision, first.Revision))
            return (card, first);
        foreach (var other in namesakes)
        {
            var loaded = await zoo.LoadAsync(other, clock, cancellationToken).ConfigureAwait(false);
            if (IsRevision(options.Revision, loaded.Revision))
                return (other, loaded);
        }

        throw new ModelNotFoundException(
            $"The sound was made with revision {options.Revision} of the model \"{card.Id}\", and here is revision {first.Revision}, "
            + "which makes another sound of it. Ask for that revision, or name the model to take it as it is.");
    }

    // Whoever wrote a recipe must not decide what is opened or downloaded here.
    private ModelCard CardFor(string model, GenerationOptions options)
    {
        if (options.AllowFetch || options.Origin is not { } recipe || !string.Equals(model, recipe.Model, StringComparison.Ordinal))
            return zoo.CardFor(model);
        return zoo.FindAtHand(model, recipe.Revision, recipe.Weights ?? WeightSet.Online) ?? throw new ModelNotFoundException(
            $"The recipe names the model \"{model}\", which is neither registered nor complete in the cache of a model source"
            + $"{(zoo.DescribeFetch(model) is { } clause ? $": {clause}" : "")}. To open a path or to download a repository that a file "
            + "names, allow it (GenerationOptions.AllowFetch, --allow-fetch), or name the model yourself (GenerationOptions.Model, "
            + $"--model). Registered are {string.Join(", ", zoo.Cards.Select(card => card.PublicId))}.");
    }

    // The file of a student names its teacher, so nothing is opened or downloaded for that name.
    private async Task<(ModelCard Card, LoadedModel Loaded)> TeacherAsync(
        StudentSampling student, string id, ProgressClock clock, CancellationToken cancellationToken)
    {
        var name = student.Teacher ?? "unknown";
        var isItself = string.Equals(name, id, StringComparison.OrdinalIgnoreCase);
        if (!isItself && student.Teacher is not null && zoo.FindAtHand(name) is { } card)
        {
            var loaded = await zoo.LoadAsync(card, clock, cancellationToken).ConfigureAwait(false);
            if (loaded.Model.Info.Student is null)
                return (card, loaded);
        }

        throw new ModelNotFoundException(
            $"The model \"{id}\" is a student, which makes new sounds only; this verb takes its teacher, and the teacher (\"{name}\") is "
            + "neither registered nor complete in the cache of a model source. Name the teacher, or another model that is no student "
            + "(GenerationOptions.Model, --model).");
    }

    // Around the model last: the time budget knows models by their identity.
    private GenerationPlan Metered(GenerationPlan plan) => plan with { Model = new MeteredModel(plan.Model, time) };

    private GenerationPlan Within(TimeSpan? limit, SoundVerb verb, GenerationPlan plan, CancellationToken cancellationToken)
    {
        if (limit is not { } most || plan.Model.Info.Student is not null) // a student's number of steps is the only one it has
            return plan;
        if (plan.Sampler.CallsPerStep < 1)
        {
            throw new ArgumentException(
                $"The sampler \"{plan.Sampler.Name}\" decides by itself how often it calls the network, so no time limit can be kept; "
                + "choose another one.", "options");
        }

        return plan.WithSteps(budget.MostSteps(most, plan.Steps, steps => verb.Work(plan.WithSteps(steps)), cancellationToken));
    }

    // Revisions can be told apart only where both are known.
    private static bool IsRevision(string? wanted, string? found)
        => wanted is null || found is null || string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);
}
