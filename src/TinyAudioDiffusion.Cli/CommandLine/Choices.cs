using System.CommandLine.Parsing;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>Options whose value is one of a few names.</summary>
internal static class Choices
{
    /// <summary>
    /// Finds the value of a name, compared without case and hyphens. Any other name is an error that lists those that are known.
    /// </summary>
    public static T? Parse<T>(ArgumentResult result, string what, params ReadOnlySpan<(string Name, T Value)> choices)
        where T : struct
    {
        if (result.Tokens is not [var token])
            return null;
        if (Find(token.Value, choices) is { } found)
            return found;
        var names = new List<string>();
        foreach (var (name, _) in choices)
            names.Add(name);
        result.AddError($"There is no {what} \"{token.Value}\"; known are {string.Join(", ", names)}.");
        return null;
    }

    /// <summary>Finds the value of a name, compared without case and hyphens; null for any other name.</summary>
    public static T? Find<T>(string text, ReadOnlySpan<(string Name, T Value)> choices)
        where T : struct
    {
        foreach (var (name, value) in choices)
        {
            if (string.Equals(text.Replace("-", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
