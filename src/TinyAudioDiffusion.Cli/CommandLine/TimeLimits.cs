using System.CommandLine;
using System.Globalization;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>Options whose value is a duration: 90s, 15m, 1.5h.</summary>
internal static class TimeLimits
{
    /// <summary>Makes an option of a duration that may be left out; its value is in seconds.</summary>
    public static Option<double?> Optional(string name) => new(name)
    {
        CustomParser = result =>
        {
            if (result.Tokens is not [var token])
                return null;
            if (Seconds(token.Value) is { } seconds)
                return seconds;
            result.AddError($"{name} is \"{token.Value}\"; it must be a time such as 90s, 15m or 1.5h.");
            return null;
        },
    };

    private static double? Seconds(string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        return unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count > 0
            ? count * unit
            : null;
    }
}
