using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// Finds the label of a model for a drum kind or for a label that a person wrote; ignores case, hyphens, underscores and spaces.
/// </summary>
internal static class ClassLabels
{
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
            if (string.Equals(Plain(info.Classes[i]), Plain(wanted), StringComparison.OrdinalIgnoreCase))
                return i;
        }

        throw new UnknownNameException($"class in the model \"{model}\"", wanted, info.Classes);
    }

    private static string Plain(string label) => string.Concat(label.Where(char.IsLetterOrDigit));
}
