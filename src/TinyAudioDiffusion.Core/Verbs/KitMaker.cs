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
        var info = (await zoo.LoadAsync(KitSounds.CardFor(zoo, options, DrumKind.Percussion), progress: null, cancellationToken)
            .ConfigureAwait(false)).Model.Info;
        var parts = kit.Parts ?? KitParts.For(info);

        // Where a model takes no characters, softer sounds are made of the hard ones, and cost nothing.
        var (layers, takesCharacters) = (0, false);
        foreach (var part in parts)
        {
            var own = (await zoo.LoadAsync(KitSounds.CardFor(zoo, options, part.Kind), progress: null, cancellationToken)
                .ConfigureAwait(false)).Model.Info;
            layers += own.Character is null ? 1 : kit.VelocityLayers;
            takesCharacters |= own.Character is not null;
        }

        var kitProgress = new KitProgress(progress, layers * kit.RoundRobins, time);
        var sounds = new KitSounds(runner, zoo, options, kit.Spread, kit.OneCharacter, kitProgress);
        var pads = new List<KitPad>();
        foreach (var part in parts)
            pads.Add(await sounds.PadAsync(part, kit.VelocityLayers, kit.RoundRobins, cancellationToken).ConfigureAwait(false));
        kitProgress.Done();
        return new DrumKit(options.Seed!.Value, takesCharacters ? sounds.Character : null, pads);
    }
}
