using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Kits;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Makes the sounds of a kit's parts: each part's own sound, and small steps around its noise. One call at a time.</summary>
/// <param name="runner">Runs the verbs.</param>
/// <param name="zoo">Finds the models.</param>
/// <param name="options">How to sample; with a seed.</param>
/// <param name="spread">The size of the steps.</param>
/// <param name="oneCharacter">Whether the kit's seed draws a character for all parts.</param>
/// <param name="progress">Receives the progress of all calls.</param>
internal sealed class KitSounds(
    GenerationRunner runner, IModelZoo zoo, GenerationOptions options, double spread, bool oneCharacter, KitProgress progress)
{
    private readonly Dictionary<DrumPart, int> _steps = [];

    /// <summary>The character that all parts have in common where their models take characters.</summary>
    public CharacterSliders? Character { get; }
        = oneCharacter ? KitCharacter.Of(options.Seed!.Value, options.Character) : options.Character;

    /// <summary>Finds the model that makes the parts of a kind.</summary>
    public static ModelCard CardFor(IModelZoo zoo, GenerationOptions options, DrumKind kind)
        => options.Model is { } model ? zoo.CardFor(model) : zoo.CardFor(kind, [], options.WantsCharacter);

    /// <summary>Makes a part's own sound.</summary>
    public async Task<AudioClip> FirstAsync(DrumPart part, CancellationToken cancellationToken)
        => (await PlainAsync(part, await OptionsOfAsync(part, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false))[0];

    /// <summary>Makes the next sounds of a part, each a small step around its noise.</summary>
    public async Task<IReadOnlyList<AudioClip>> NextAsync(DrumPart part, int count, CancellationToken cancellationToken)
    {
        var first = _steps.GetValueOrDefault(part);
        _steps[part] = first + count;
        var own = await OptionsOfAsync(part, cancellationToken).ConfigureAwait(false);
        return await StepsAsync(part, own, first, count, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes all sounds of a part: velocity layers, and sounds of each that take turns.</summary>
    public async Task<KitPad> PadAsync(DrumPart part, int layers, int roundRobins, CancellationToken cancellationToken)
    {
        var own = await OptionsOfAsync(part, cancellationToken).ConfigureAwait(false);
        var takesCharacters = (await ModelOfAsync(part, cancellationToken).ConfigureAwait(false)).Info.Character is not null;
        if (takesCharacters && layers > 1)
            own = own with { Character = KitCharacter.Of(own.Seed!.Value, own.Character) };
        var sounds = new List<KitSound>();
        IReadOnlyList<AudioClip> made = [];
        for (var layer = 0; layer < layers; layer++)
        {
            var velocity = 1 - ((double)layer / layers);
            if (layer == 0 || takesCharacters)
            {
                var softer = layer == 0 ? own : own with { Character = KitCharacter.Softer(own.Character!, velocity) };
                made =
                [
                    .. await PlainAsync(part, softer, cancellationToken).ConfigureAwait(false),
                    .. await StepsAsync(part, softer, 0, roundRobins - 1, cancellationToken).ConfigureAwait(false),
                ];
            }

            sounds.AddRange(made.Select((clip, turn) => new KitSound(
                takesCharacters ? clip : VelocityFilter.Apply(clip, velocity), layer, velocity, turn)));
        }

        return new KitPad(part, sounds);
    }

    private Task<IReadOnlyList<AudioClip>> PlainAsync(DrumPart part, GenerationOptions own, CancellationToken cancellationToken)
        => runner.RunAsync(new PlainGeneration(1), part.Kind, own, progress.OfCall(1), cancellationToken);

    private async Task<IReadOnlyList<AudioClip>> StepsAsync(
        DrumPart part, GenerationOptions own, int first, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
            return [];
        ulong[] others = [.. Enumerable.Range(first, count).Select(i => SmallSteps.OtherSeed(own.Seed!.Value, i))];
        return await runner.RunAsync(
            new SmallSteps(others, spread), part.Kind, own, progress.OfCall(count), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IDiffusionModel> ModelOfAsync(DrumPart part, CancellationToken cancellationToken)
    {
        var card = CardFor(zoo, options, part.Kind);
        return (await zoo.LoadAsync(card, progress, cancellationToken).ConfigureAwait(false)).Model;
    }

    // A class is asked for where the model knows it; any other model makes a sound of the kind.
    private async Task<GenerationOptions> OptionsOfAsync(DrumPart part, CancellationToken cancellationToken)
    {
        var info = (await ModelOfAsync(part, cancellationToken).ConfigureAwait(false)).Info;
        return options with
        {
            Seed = unchecked(options.Seed!.Value + (ulong)part.Variant),
            Class = part.Class is { } label && ClassLabels.Knows(info, label) ? label : null,
            Character = info.Character is null ? options.Character : Character,
        };
    }
}
