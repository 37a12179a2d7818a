using TinyAudioDiffusion.Kits;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Makes kits of drums that belong together.</summary>
internal sealed class KitMaker(GenerationRunner runner, IModelZoo zoo, TimeProvider time)
{
    public async Task<DrumKit> MakeAsync(
        KitOptions kit, GenerationOptions options, IProgress<GenerationProgress>? progress, CancellationToken cancellationToken)
    {
        kit.Validate();
        if (options.Class is not null)
            throw new ArgumentException($"The drums of a kit have classes of their own; leave out \"{options.Class}\".", nameof(options));
        options = options with { Seed = options.Seed ?? RandomSeed.Next(1 << 10) };
        var card = options.Model is { } model ? zoo.CardFor(model) : zoo.CardFor(DrumKind.Percussion, [], options.WantsCharacter);
        var info = (await zoo.LoadAsync(card, progress: null, cancellationToken).ConfigureAwait(false)).Model.Info;
        var parts = kit.Parts ?? KitParts.For(info);

        // Where a model takes no characters, softer sounds are made of the hard ones, and cost nothing.
        var layers = info.Character is null ? 1 : kit.VelocityLayers;
        var kitProgress = new KitProgress(progress, parts.Count * layers * kit.RoundRobins, time);
        var sounds = new KitSounds(runner, zoo, options, kit.Spread, kit.OneCharacter, kitProgress);
        var pads = new List<KitPad>();
        foreach (var part in parts)
            pads.Add(await sounds.PadAsync(part, kit.VelocityLayers, kit.RoundRobins, cancellationToken).ConfigureAwait(false));
        kitProgress.Done();
        return new DrumKit(options.Seed!.Value, info.Character is null ? null : sounds.Character, pads);
    }
}
