using System.Text.Json;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The "kinds" of model.json: for each kind its classes with their shares, {"hihat": {"closed-hat": 0.5, ...}}.</summary>
internal static class DrumClassesJson
{
    public static IReadOnlyList<DrumClass> Read(ConfigurationScope kinds, IReadOnlyList<string> labels)
    {
        var classes = new List<DrumClass>();
        foreach (var key in kinds.Keys.ToList())
        {
            if (!Enum.TryParse<DrumKind>(key, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
                throw kinds.Bad(key, "is no kind of drum sound; kinds are kick, snare, hihat and percussion.");
            var shares = kinds.Map(key);
            foreach (var label in shares.Keys.ToList())
            {
                if (!labels.Contains(label, StringComparer.Ordinal) || classes.Exists(known => known.Name == label))
                    throw shares.Bad(label, "is not among \"classLabels\", or was given a kind before.");
                var share = shares.OptionalDouble(label) ?? 0;
                classes.Add(share is >= 0 and <= 1 ? new DrumClass(label, kind, share) : throw shares.Bad(label, $"is {share}, but a share is from 0 to 1."));
            }
        }

        return classes;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<DrumClass> classes)
    {
        if (classes.Count == 0)
            return;
        json.WriteStartObject("kinds");
        foreach (var kind in classes.GroupBy(@class => @class.Kind))
        {
            json.WriteStartObject(kind.Key.ToString().ToLowerInvariant());
            foreach (var @class in kind)
                json.WriteNumber(@class.Name, @class.Share);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
