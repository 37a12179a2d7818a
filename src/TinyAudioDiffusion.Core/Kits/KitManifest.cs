using System.Text.Json;
using System.Text.Json.Serialization;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Kits;

/// <summary>
/// The list of a kit's sounds, <c>kit.json</c>: the id of each, and what the kit did to it. From it <c>IDrumStudio.KitAsync</c> makes the
/// kit again, or the same kit with more drums, layers or turns.
/// </summary>
public sealed record KitManifest
{
    /// <summary>The name of the file in a kit's folder.</summary>
    public const string FileName = "kit.json";

    private const int CurrentFormat = 1;

    /// <summary>Gets the version of the layout of the file.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Gets whether a model made the sounds: the mark that rules on synthetic media ask for.</summary>
    public bool AiGenerated { get; init; } = true;

    /// <summary>Gets the library and its version.</summary>
    public string Library { get; init; } = RecipeDocument.ThisLibrary;

    /// <summary>Gets the name of the kit.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the licence of the models in one line.</summary>
    public required string Licence { get; init; }

    /// <summary>Gets the seed of the kit; null for a kit of single sounds.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Gets what all drums have in common; null for nothing.</summary>
    public CharacterSliders? Character { get; init; }

    /// <summary>Gets the drums.</summary>
    public required IReadOnlyList<KitManifestDrum> Drums { get; init; }

    /// <summary>Reads a list.</summary>
    /// <param name="path">The path of a <c>kit.json</c>, or of the folder that holds it.</param>
    /// <returns>The list.</returns>
    /// <exception cref="KitFormatException">The file is no such list.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static KitManifest Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        return Parse(File.ReadAllBytes(file), file);
    }

    /// <summary>Reads a list.</summary>
    /// <param name="json">The content of a <c>kit.json</c>.</param>
    /// <param name="name">The name of the file for messages.</param>
    /// <returns>The list.</returns>
    /// <exception cref="KitFormatException">This is no such list.</exception>
    public static KitManifest Parse(ReadOnlySpan<byte> json, string name = FileName)
    {
        try
        {
            var manifest = StrictJson.Deserialize(json, KitJson.NamesOnly.KitManifest);
            if (manifest is not { Format: CurrentFormat, Name: not null, Licence: not null, Drums: not null })
                throw new KitFormatException(name, null, $"this is no list of the layout {CurrentFormat}; a newer version may read it.");
            for (var i = 0; i < manifest.Drums.Count; i++)
                Check(manifest.Drums[i], $"drums[{i}]", name);
            return manifest.Drums.Count > 0 ? manifest : throw new KitFormatException(name, "drums", "the kit has no drums.");
        }
        catch (JsonException exception)
        {
            throw new KitFormatException(name, exception.Path, $"the list cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Makes what <c>IDrumStudio.KitAsync</c> needs to make the kit again: the same drums, layers and turns.</summary>
    /// <returns>The sounds of the kit. Change them to let the kit grow: sounds that it had stay the same.</returns>
    public KitOptions ToKitOptions()
    {
        var sounds = Drums.SelectMany(drum => drum.Sounds).ToList();
        return new KitOptions
        {
            Parts = [.. Drums.Select(drum => drum.ToPart())],
            VelocityLayers = sounds.Max(sound => sound.Layer) + 1,
            RoundRobins = sounds.Max(sound => sound.RoundRobin) + 1,
            Spread = sounds.Select(sound => Recipe(sound)?.Edit?.Amount).FirstOrDefault(amount => amount is not null)
                ?? new KitOptions().Spread,
            OneCharacter = Character is { Brightness: not null, Decay: not null, Punch: not null },
        };
    }

    /// <summary>
    /// Makes what <c>IDrumStudio.KitAsync</c> needs to make the kit again: its seed, and the model and way of sampling that all its sounds
    /// share. Where they differ, each kind has its own default.
    /// </summary>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidOperationException">The list names no seed or no id, as of a kit that the studio did not make.</exception>
    public GenerationOptions ToGenerationOptions()
    {
        var recipes = Drums.SelectMany(drum => drum.Sounds).Select(Recipe).OfType<GenerationRecipe>();
        var own = recipes.Select(recipe => recipe.Options()).ToList();
        if (own.Count == 0 || Seed is not { } seed)
        {
            throw new InvalidOperationException(
                $"The kit \"{Name}\" names no seed, so only its single sounds can be made again, from their ids.");
        }

        // Of several models, the kit's seed draws what they have in common, as it did.
        var shared = own.Aggregate(Shared);
        return shared with { Seed = seed, Class = null, Character = shared.Model is null ? null : Character };
    }

    /// <summary>Writes the list.</summary>
    /// <returns>The content of <c>kit.json</c>.</returns>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, KitJson.Plain.KitManifest);

    /// <summary>Makes the list of a kit that is laid out.</summary>
    internal static KitManifest Of(KitLayout layout, DrumKit? kit) => new()
    {
        Name = layout.Name,
        Licence = layout.Licence,
        Seed = kit?.Seed,
        Character = kit?.Character,
        Drums = [.. layout.Drums.Select(KitManifestDrum.Of)],
    };

    private static GenerationOptions Shared(GenerationOptions one, GenerationOptions other)
        => (one.Model, one.Revision) == (other.Model, other.Revision)
        ? one
        : one with
        {
            Model = null,
            Revision = null,
            Origin = null,
            Sampler = one.Sampler == other.Sampler ? one.Sampler : null,
            Schedule = one.Sampler == other.Sampler && one.Schedule == other.Schedule ? one.Schedule : null,
            Steps = one.Steps == other.Steps ? one.Steps : null,
            Length = one.Length == other.Length ? one.Length : null,
            Guidance = one.Guidance == other.Guidance ? one.Guidance : null,
            GuidanceInterval = one.GuidanceInterval == other.GuidanceInterval ? one.GuidanceInterval : null,
            Finishing = one.Finishing == other.Finishing ? one.Finishing : null,
        };

    private static GenerationRecipe? Recipe(KitManifestSound sound) => sound.Id is { } id ? SoundId.Parse(id) : null;

    private static void Check(KitManifestDrum drum, string place, string file)
    {
        if (drum is not { Name: { Length: > 0 }, Key: >= 0 and <= 127, Sounds.Count: > 0 } || !Enum.IsDefined(drum.Kind))
            throw new KitFormatException(file, place, "a drum needs a name, a kind, a key from 0 to 127 and sounds.");
        for (var i = 0; i < drum.Sounds.Count; i++)
        {
            var here = $"{place}.sounds[{i}]";
            if (drum.Sounds[i] is not { Layer: >= 0 and < 16, RoundRobin: >= 0 and < 64 } sound)
                throw new KitFormatException(file, here, "a sound needs a layer from 0 to 15 and a turn from 0 to 63.");
            try
            {
                _ = Recipe(sound);
            }
            catch (FormatException exception)
            {
                throw new KitFormatException(file, $"{here}.id", exception.Message, exception);
            }
        }
    }
}

/// <summary>JSON without reflection, so that the library can be trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(KitManifest))]
internal sealed partial class KitJson : JsonSerializerContext
{
    private static KitJson? _namesOnly;
    private static KitJson? _plain;

    /// <summary>Gets the context that writes ids as people copy them: with an ampersand, not with its number.</summary>
    public static KitJson Plain => _plain ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Gets the context that reads kinds by their names only: a number could mean a kind that does not exist.</summary>
    public static KitJson NamesOnly => _namesOnly ??= new(new JsonSerializerOptions(Default.Options)
    {
        Converters = { new JsonStringEnumConverter<DrumKind>(namingPolicy: null, allowIntegerValues: false) },
    });
}
