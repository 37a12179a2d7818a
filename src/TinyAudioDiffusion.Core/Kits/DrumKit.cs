namespace TinyAudioDiffusion.Kits;

/// <summary>A kit of drums that belong together.</summary>
/// <param name="Seed">The seed of the kit: the same one, with the same options and model, makes the same kit.</param>
/// <param name="Character">What all drums have in common; null where the model takes no characters, or nothing was asked for.</param>
/// <param name="Pads">The drums.</param>
public sealed record DrumKit(ulong Seed, CharacterSliders? Character, IReadOnlyList<KitPad> Pads);
