using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>The MIDI notes of the drums of a kit.</summary>
internal static class KitKeys
{
    /// <summary>
    /// Gives each drum its key of General MIDI. A drum that General MIDI does not name gets the first free key of its kind, else any.
    /// </summary>
    /// <exception cref="ArgumentException">There are more drums than notes.</exception>
    public static IReadOnlyList<int> Of(IReadOnlyList<DrumPart> parts)
    {
        if (parts.Count > 128)
            throw new ArgumentException($"A kit of {parts.Count} drums does not fit: MIDI has 128 notes.", nameof(parts));
        var keys = parts.Select(KeyOf).ToArray();
        var taken = keys.OfType<int>().ToHashSet();
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] is not null)
                continue;
            var ofKind = GeneralMidiDrums.All.Where(drum => drum.Part.Kind == parts[i].Kind).Select(drum => drum.Key);
            var key = ofKind.Where(key => key >= 35).Concat(Enumerable.Range(36, 92)).Concat(Enumerable.Range(0, 36))
                .First(key => !taken.Contains(key));
            taken.Add(key);
            keys[i] = key;
        }

        return [.. keys.Select(key => key!.Value)];
    }

    private static int? KeyOf(DrumPart part)
    {
        foreach (var (key, known) in GeneralMidiDrums.All)
        {
            if (string.Equals(known.Name, part.Name, StringComparison.OrdinalIgnoreCase))
                return key;
        }

        return null;
    }
}
