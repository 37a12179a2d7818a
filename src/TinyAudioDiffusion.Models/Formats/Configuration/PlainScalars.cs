using System.Globalization;
using System.Numerics;

namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>
/// Reads YAML scalars without quotation marks as YAML 1.1 does, which Python's readers follow: "yes" and "off" are Booleans; integers may
/// have underscores, be hexadecimal, octal, binary or sexagesimal (https://yaml.org/type/int.html).
/// </summary>
internal static class PlainScalars
{
    private static readonly string[] _true = ["true", "yes", "on"];
    private static readonly string[] _false = ["false", "no", "off"];

    /// <summary>Reads a Boolean: lower case, upper case or capitalised. Null for anything else.</summary>
    public static bool? Bool(string text)
    {
        if (text.Length == 0)
            return null;
        var (lower, upper) = (text.ToLowerInvariant(), text.ToUpperInvariant());
        var capitalised = $"{upper[0]}{lower[1..]}";
        if (text != lower && text != upper && text != capitalised)
            return null;
        return _true.Contains(lower, StringComparer.Ordinal) ? true : _false.Contains(lower, StringComparer.Ordinal) ? false : null;
    }

    /// <summary>Reads an integer of 32 bits; null for anything else.</summary>
    public static int? Int(string text)
    {
        var isNegative = text.StartsWith('-');
        var digits = (isNegative || text.StartsWith('+') ? text[1..] : text).Replace("_", "", StringComparison.Ordinal);
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]) || Magnitude(digits) is not { } magnitude)
            return null;
        var value = isNegative ? -magnitude : magnitude;
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : null;
    }

    /// <summary>Reads a number; null for anything else, infinity and NaN among it.</summary>
    public static T? Number<T>(string text)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (Int(text) is { } integer)
            return T.CreateChecked(integer);
        return T.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && T.IsFinite(value)
            ? value
            : null;
    }

    private static long? Magnitude(string digits)
    {
        if (digits.Contains(':', StringComparison.Ordinal))
            return Sexagesimal(digits.Split(':'));
        return digits switch
        {
            ['0', 'x' or 'X', .. var rest] => InBase(rest, 16),
            ['0', 'b' or 'B', .. var rest] => InBase(rest, 2),
            ['0', 'o' or 'O', .. var rest] => InBase(rest, 8),
            ['0', _, ..] => InBase(digits, 8),
            _ => InBase(digits, 10),
        };
    }

    private static long? Sexagesimal(string[] parts)
    {
        long value = 0;
        foreach (var part in parts)
        {
            if (InBase(part, 10) is not { } digit || (part != parts[0] && digit >= 60))
                return null;
            value = (value * 60) + digit;
            if (value > int.MaxValue)
                return null;
        }

        return value;
    }

    private static long? InBase(string digits, int numberBase)
    {
        long value = 0;
        foreach (var letter in digits)
        {
            var digit = char.IsAsciiHexDigit(letter) ? Convert.ToInt32(letter.ToString(), 16) : numberBase;
            if (digit >= numberBase || value > int.MaxValue)
                return null;
            value = (value * numberBase) + digit;
        }

        return digits.Length > 0 ? value : null;
    }
}
