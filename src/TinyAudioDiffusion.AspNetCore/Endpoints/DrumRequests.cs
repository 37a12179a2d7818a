using Microsoft.Extensions.Options;
using TinyAudioDiffusion.AspNetCore.Queue;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Kits;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>What the endpoints ask of the library, within the limits of the service.</summary>
internal sealed class DrumRequests(
    IDrumGenerator generator, IDrumStudio studio, IModelZoo zoo, DrumQueue queue, SoundStore store, IOptions<DrumServiceOptions> options)
{
    /// <summary>Tells the recipe of the sound that a query asks for, without making it.</summary>
    public async Task<GenerationRecipe> ResolveAsync(SoundQuery query, CancellationToken cancellationToken)
    {
        if (query.Id is { } id)
            return Checked(SoundId.Parse(id));
        var asked = query.ToOptions();
        CheckLimits(asked.Steps ?? 1, asked.Length ?? 1);
        if (asked.Model is { } model)
            RequireRegistered(model);
        return await generator.ResolveAsync(Choice(query), asked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a sound, or takes it from those that are kept.</summary>
    public async Task<AudioClip> MakeAsync(GenerationRecipe recipe, CancellationToken cancellationToken)
    {
        var id = SoundId.Format(recipe);
        if (store.Find(id) is { } known)
            return known;
        var clip = recipe.Edit is null
            ? await queue.MakeAsync(recipe, cancellationToken).ConfigureAwait(false)
            : await queue.RunAsync(stop => studio.RemakeAsync(recipe, cancellationToken: stop), cancellationToken).ConfigureAwait(false);
        store.Keep(id, clip);
        return clip;
    }

    /// <summary>Makes a variation of a sound.</summary>
    public async Task<AudioClip> VaryAsync(
        AudioClip source, GenerationRecipe? recipe, ModelChoice model, double strength, ulong? seed, CancellationToken cancellationToken)
    {
        var own = (recipe is { Edit: null } ? recipe.ToOptions() : new GenerationOptions { Class = recipe?.Class }) with { Seed = seed };
        return (await queue.RunAsync(
            stop => studio.VaryAsync(model, source, new() { Strength = strength }, own, cancellationToken: stop), cancellationToken)
            .ConfigureAwait(false))[0];
    }

    /// <summary>Makes a kit from one seed, as a zip archive.</summary>
    public async Task<byte[]> KitAsync(
        string? name, KitOptions kit, GenerationOptions generation, IReadOnlyList<IKitFormat> formats, CancellationToken cancellationToken)
    {
        var sounds = (kit.Parts?.Count ?? KitParts.Standard.Count) * kit.RoundRobins * kit.VelocityLayers;
        if (sounds > options.Value.MaxKitSounds)
            throw new ArgumentException($"The kit has {sounds} sounds; this service makes at most {options.Value.MaxKitSounds} at once.");
        if (generation.Model is { } model)
            RequireRegistered(model);
        var made = await queue.RunAsync(stop => studio.KitAsync(kit, generation, cancellationToken: stop), cancellationToken)
            .ConfigureAwait(false);
        return Zip(KitBuilder.Of(name ?? $"Kit {made.Seed}", made), formats);
    }

    /// <summary>Makes a kit of given sounds, as a zip archive.</summary>
    public async Task<byte[]> KitAsync(KitRequest request, CancellationToken cancellationToken)
    {
        if (request.Drums is not { Count: > 0 } drums)
            throw new ArgumentException("The kit names no drums.");
        if (drums.Sum(drum => drum.Ids?.Count ?? 0) > options.Value.MaxKitSounds)
            throw new ArgumentException($"The kit has too many sounds; this service makes at most {options.Value.MaxKitSounds} at once.");
        var builder = new KitBuilder(request.Name ?? "Kit");
        foreach (var drum in drums)
        {
            var clips = new List<AudioClip>();
            foreach (var id in drum.Ids ?? [])
                clips.Add(await MakeAsync(Checked(SoundId.Parse(id)), cancellationToken).ConfigureAwait(false));
            builder.Add(PartOf(drum.Part ?? "", drum.Kind), clips);
        }

        return Zip(builder, Formats(request.Formats));
    }

    /// <summary>Finds formats of kits; sfz where none is named.</summary>
    public static IReadOnlyList<IKitFormat> Formats(IReadOnlyList<string>? names)
        => names is { Count: > 0 } ? [.. names.Select(KitFormats.Get)] : [KitFormats.Sfz];

    /// <summary>Finds a drum by its name.</summary>
    public static DrumPart PartOf(string name, string? kind = null)
        => GeneralMidiDrums.Find(name) ?? new DrumPart(
            name.Length is > 0 and <= 40 ? name : throw new ArgumentException("A drum needs a name of at most 40 letters."), KindOf(kind));

    /// <summary>Finds a kind by its name.</summary>
    public static DrumKind KindOf(string? name) => Enum.GetValues<DrumKind>().Cast<DrumKind?>()
        .FirstOrDefault(kind => string.Equals(kind!.Value.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UnknownNameException("kind of drum", name ?? "", Enum.GetValues<DrumKind>().Select(kind => kind.Name));

    /// <summary>Chooses the kind or the model of a query.</summary>
    public static ModelChoice Choice(SoundQuery query) => query switch
    {
        { Kind: { } kind } => KindOf(kind),
        { Model: { } model } => model,
        _ => throw new ArgumentException("Name a kind (kind=snare), a model (model=...) or a sound (id=tad1:...)."),
    };

    /// <summary>Throws for a model that the service does not have: whoever asks must not decide what is opened or downloaded.</summary>
    public void RequireRegistered(string model)
    {
        if (!zoo.Cards.Any(card => string.Equals(card.PublicId, model, StringComparison.OrdinalIgnoreCase)))
            throw new ModelNotFoundException(
                $"There is no model \"{model}\" here; known are {string.Join(", ", zoo.Cards.Select(card => card.PublicId))}.");
    }

    private static byte[] Zip(KitBuilder builder, IReadOnlyList<IKitFormat> formats)
    {
        using var stream = new MemoryStream();
        builder.WriteZip(stream, formats);
        return stream.ToArray();
    }

    private GenerationRecipe Checked(GenerationRecipe recipe)
    {
        CheckLimits(recipe.Steps, recipe.Length);
        RequireRegistered(recipe.Model);
        return recipe.Edit?.Source is null
            ? recipe
            : throw new ArgumentException("The sound was made from another sound, which the id does not hold; send the sound itself.");
    }

    private void CheckLimits(int steps, int length)
    {
        if (steps < 1 || steps > options.Value.MaxSteps)
            throw new ArgumentException($"The sound has {steps} steps; this service takes from 1 to {options.Value.MaxSteps}.");
        if (length < 1 || length > options.Value.MaxLength)
            throw new ArgumentException($"The sound has {length} samples; this service makes from 1 to {options.Value.MaxLength}.");
    }
}
