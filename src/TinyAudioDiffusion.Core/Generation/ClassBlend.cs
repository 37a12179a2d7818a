using System.Globalization;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// A blend of classes, as "kick:0.7+tom:0.3" writes it: the network is told the weighted mean of what stands for each class. A class without
/// a number counts 1, and numbers count as shares of their sum.
/// </summary>
/// <param name="Text">The blend as recipes keep it.</param>
/// <param name="Shares">The share of each class of the model; their sum is 1.</param>
internal sealed record ClassBlend(string Text, float[] Shares)
{
    /// <summary>Gives the names of classes in a text that is a class, a blend or nothing, whatever the model.</summary>
    public static IReadOnlyList<string> NamesIn(string? text)
        => text is null ? [] : [.. PartsOf(text).Select(part => part.Label)];

    /// <summary>Reads a blend; null for a text that is none, such as a single label.</summary>
    /// <exception cref="ArgumentException">A share is no number above 0, or a class is there twice.</exception>
    /// <exception cref="UnknownNameException">The model has no such class.</exception>
    public static ClassBlend? Find(DiffusionModelInfo info, string model, string? text)
    {
        if (text is null || !text.Contains('+', StringComparison.Ordinal) || ClassLabels.Knows(info, text))
            return null;
        var parts = new List<(int Class, string Number, double Weight)>();
        foreach (var (label, number) in PartsOf(text))
        {
            var found = ClassLabels.Find(info, model, label, null);
            if (found < 0)
                throw new UnknownNameException($"class in the model \"{model}\"", label, info.Classes);
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) || !(weight > 0))
                throw new ArgumentException($"\"{number}\" in the blend \"{text}\" is no share; write a number above 0.", nameof(text));
            if (parts.Any(other => other.Class == found))
                throw new ArgumentException($"The blend \"{text}\" has \"{info.Classes[found]}\" twice.", nameof(text));
            parts.Add((found, number, weight));
        }

        var (shares, sum) = (new float[info.Classes.Count], parts.Sum(part => part.Weight));
        foreach (var part in parts)
            shares[part.Class] = (float)(part.Weight / sum);
        return new ClassBlend(string.Join('+', parts.Select(part => $"{info.Classes[part.Class]}:{part.Number}")), shares);
    }

    private static IEnumerable<(string Label, string Number)> PartsOf(string text)
        => text.Split('+', StringSplitOptions.TrimEntries).Select(part => part.LastIndexOf(':') is >= 0 and var colon
            ? (part[..colon].Trim(), part[(colon + 1)..].Trim())
            : (part, "1"));
}
