using System.Globalization;
using System.Text.Json;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The "character" of model.json. Tables stand as flat lists, row by row.</summary>
internal static class CharacterJson
{
    private const int MostComponents = 64;
    private const int MostQuantiles = 1001;

    public static CharacterModel Read(ConfigurationScope scope, IReadOnlyList<string> labels)
    {
        var controls = CharacterSpace.ControlNames.Count;
        var components = scope.Numbers("components");
        if (components.Count % CharacterSpace.PictureCells != 0 || components.Count / CharacterSpace.PictureCells is < 1 or > MostComponents)
            throw scope.Bad("components", $"has {components.Count} values; each of 1 to {MostComponents} components has {CharacterSpace.PictureCells}.");
        var space = new CharacterSpace
        {
            ControlCentres = Numbers(scope, "controlCentres", controls),
            ControlScales = Numbers(scope, "controlScales", controls),
            PictureCentre = Numbers(scope, "pictureCentre", CharacterSpace.PictureCells),
            Components = [.. components.Chunk(CharacterSpace.PictureCells)],
        };
        if (space.ControlScales.Any(scale => scale <= 0))
            throw scope.Bad("controlScales", "has a value that is not above 0.");
        var priors = scope.OptionalMap("priors");
        foreach (var label in priors?.Keys ?? [])
        {
            if (!labels.Contains(label, StringComparer.Ordinal))
                throw priors!.Bad(label, "is not among \"classLabels\".");
        }

        return new CharacterModel(space, [.. labels.Select(label => priors?.OptionalMap(label) is { } prior ? ReadPrior(prior, space.Size) : null)]);
    }

    public static void Write(Utf8JsonWriter json, CharacterModel character, IReadOnlyList<string> labels)
    {
        json.WriteStartObject("character");
        Write(json, "controlCentres", character.Space.ControlCentres);
        Write(json, "controlScales", character.Space.ControlScales);
        Write(json, "pictureCentre", character.Space.PictureCentre);
        Write(json, "components", character.Space.Components.SelectMany(row => row));
        json.WriteStartObject("priors");
        for (var i = 0; i < labels.Count; i++)
        {
            if (character.Priors[i] is not { } prior)
                continue;
            json.WriteStartObject(labels[i]);
            Write(json, "mean", prior.Mean);
            Write(json, "factor", prior.Factor.SelectMany(row => row));
            Write(json, "quantiles", prior.Quantiles.SelectMany(row => row));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static CharacterPrior ReadPrior(ConfigurationScope scope, int size)
    {
        var controls = CharacterSpace.ControlNames.Count;
        var factor = Numbers(scope, "factor", size * (size + 1) / 2);
        var quantiles = scope.Numbers("quantiles");
        if (quantiles.Count % controls != 0 || quantiles.Count / controls is < 2 or > MostQuantiles)
            throw scope.Bad("quantiles", $"has {quantiles.Count} values; {controls} tables of 2 to {MostQuantiles} each belong there.");
        var rows = Enumerable.Range(0, size).Select(row => factor.Skip(row * (row + 1) / 2).Take(row + 1).ToArray()).ToArray();
        if (rows.Any(row => row[^1] <= 0))
            throw scope.Bad("factor", "has a diagonal value that is not above 0.");
        var tables = quantiles.Chunk(quantiles.Count / controls).ToArray();
        if (tables.Any(table => table.Zip(table.Skip(1)).Any(pair => pair.First > pair.Second)))
            throw scope.Bad("quantiles", "has a table that does not rise.");
        return new CharacterPrior { Mean = Numbers(scope, "mean", size), Factor = rows, Quantiles = tables };
    }

    private static IReadOnlyList<double> Numbers(ConfigurationScope scope, string key, int count)
    {
        var numbers = scope.Numbers(key);
        return numbers.Count == count ? numbers : throw scope.Bad(key, $"has {numbers.Count} values where {count} belong.");
    }

    // One line for each table: indented, they would take a page.
    private static void Write(Utf8JsonWriter json, string key, IEnumerable<double> values)
    {
        json.WritePropertyName(key);
        json.WriteRawValue($"[{string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]");
    }
}
