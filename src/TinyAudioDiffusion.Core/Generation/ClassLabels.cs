using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion;

/// <summary>
/// Finds the label of a model for a drum kind or for a label that a person wrote; ignores case, hyphens, underscores and spaces.
/// </summary>
internal static class ClassLabels
{
    // Keeps this draw apart from others of the same seed.
    private const uint ClassDomain = 0x434C5353; // "CLSS"

    /// <summary>Finds the index of the class to make; -1 for a model without classes, and where neither label nor kind is given.</summary>
    public static int Find(DiffusionModelInfo info, string model, string? label, DrumKind? kind)
    {
        if (info.Classes.Count == 0)
        {
            if (label is not null)
                throw new ArgumentException($"The model \"{model}\" has no classes; leave out the class \"{label}\".", nameof(label));
            return -1;
        }

        var wanted = label ?? kind?.ToString();
        if (wanted is null)
            return -1;
        for (var i = 0; i < info.Classes.Count; i++)
        {
            if (Same(info.Classes[i], wanted))
                return i;
        }

        if (OfKind(info, wanted).Count > 0)
            return -1;
        throw new UnknownNameException($"class in the model \"{model}\"", wanted, info.Classes);
    }

    /// <summary>Tells whether a label is one of the model's classes.</summary>
    public static bool Knows(DiffusionModelInfo info, string label) => info.Classes.Any(name => Same(name, label));

    /// <summary>
    /// The classes to draw from: those of the kind that is asked for, where it is no class itself. Empty where there is nothing to draw.
    /// </summary>
    public static IReadOnlyList<DrumClass> Drawn(DiffusionModelInfo info, string? label, DrumKind? kind)
        => OfKind(info, label ?? kind?.ToString());

    /// <summary>Draws a class for a seed, each as often as its share says.</summary>
    public static string Draw(IReadOnlyList<DrumClass> classes, ulong seed)
    {
        var words = Philox4x32.Block((0, 0, 0, ClassDomain), ((uint)seed, (uint)(seed >> 32)));
        var rest = words.W0 / 4294967296.0 * classes.Sum(@class => @class.Share);
        foreach (var @class in classes)
        {
            rest -= @class.Share;
            if (rest < 0)
                return @class.Name;
        }

        return classes[^1].Name;
    }

    // A class that is called like its kind is that class.
    private static List<DrumClass> OfKind(DiffusionModelInfo info, string? wanted)
        => wanted is null || info.Classes.Any(name => Same(name, wanted))
            ? [] : [.. info.DrumClasses.Where(@class => Same(@class.Kind.ToString(), wanted) && @class.Share > 0)];

    private static bool Same(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string label) => string.Concat(label.Where(char.IsLetterOrDigit));
}
