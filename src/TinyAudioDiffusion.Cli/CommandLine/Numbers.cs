using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>Options whose value is a number in a range. The error for any other value names the option and the range.</summary>
internal static class Numbers
{
    /// <summary>Makes an option of a number that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, string[] aliases, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T>
        => new(name, aliases) { CustomParser = result => Parse(result, name, least, most) };

    /// <summary>Makes an option of a number with a default.</summary>
    public static Option<T> WithDefault<T>(string name, string[] aliases, T value, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T>
        => new(name, aliases) { CustomParser = result => Parse(result, name, least, most) ?? value, DefaultValueFactory = _ => value };

    /// <summary>Gives an option its help.</summary>
    public static Option<T> Described<T>(this Option<T> option, string helpName, string description)
    {
        (option.HelpName, option.Description) = (helpName, description);
        return option;
    }

    private static T? Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (result.Tokens is not [var token])
            return null;
        if (T.TryParse(token.Value, Styles, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;

        var kind = T.IsInteger(T.One / (T.One + T.One)) ? "whole number" : "number";
        var range = least == T.MinValue ? "" : $" from {least} to {most}";
        result.AddError($"{name} is \"{token.Value}\"; it must be a {kind}{range}.");
        return null;
    }
}
