using System.Globalization;
using System.Text;

namespace TinyAudioDiffusion.Grooves;

/// <summary>
/// Reads grooves from text: one line a part, one character a step.
/// </summary>
/// <remarks>
/// <code>
/// # Comments begin with #.
/// tempo: 96            # beats a minute, 1 to 1000; 120 where left out
/// swing: 58            # percent of a pair of steps, 50 (straight) to 75
/// step: 1/16           # what one character lasts; 1/12 is a triplet of eighths
/// swing-step: 1/16     # which steps swing
/// kick   x..x.... | ..x.....
/// snare  ....x... | ....x..o
/// hat    x.x.x.x. | x.x.x.x.
/// </code>
/// Steps are <c>.</c>, <c>-</c> or <c>_</c> (nothing), <c>x</c> (a hit), <c>X</c> (an accent), <c>o</c> (a ghost note) and <c>1</c> to
/// <c>9</c> (velocities of ninths). Blanks and <c>|</c> only help the eye. Several lines of one part follow each other. A part with fewer
/// steps than the longest is repeated and must fit a whole number of times. Parts are the names of <see cref="GeneralMidiDrums"/>.
/// </remarks>
public static class GrooveGrid
{
    private const int LargestFile = 1 << 20;
    private const int MostSteps = 100_000;
    private static readonly char[] _blanks = [' ', '\t'];

    /// <summary>Reads a file of text.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The groove, with the file's name without its extension.</returns>
    /// <exception cref="GrooveFormatException">The text is no grid; the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Groove Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > LargestFile)
            throw new GrooveFormatException(path, null, $"{stream.Length} bytes are too many for a grid; it may have 1 MiB.");
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return Parse(reader.ReadToEnd(), path) with { Name = Path.GetFileNameWithoutExtension(path) };
        }
        catch (DecoderFallbackException exception)
        {
            throw new GrooveFormatException(path, null, "this is no text: a grid is UTF-8.", exception);
        }
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the groove, for messages as well.</param>
    /// <returns>The groove.</returns>
    /// <exception cref="GrooveFormatException">The text is no grid; the message names the line.</exception>
    public static Groove Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        var groove = new Groove { Name = name, Hits = [], Beats = 1 };
        var (step, swingStep) = (0.25, default(double?));
        var lanes = new Dictionary<DrumPart, (int Line, StringBuilder Steps)>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Split('#')[0].Trim();
            if (line.Length == 0)
                continue;
            var end = line.IndexOfAny([' ', '\t', ':']);
            var (key, rest) = end < 0 ? (line, "") : (line[..end], line[(end + 1)..].Trim().TrimStart(':').Trim());
            var place = $"line {number}";
            switch (key.ToLowerInvariant())
            {
                case "tempo":
                    groove = groove with { Tempo = Number(rest, 1, 1000, "tempo", "beats a minute", name, place) };
                    break;
                case "swing":
                    groove = groove with { Swing = Number(rest, 50, 75, "swing", "percent", name, place) / 100 };
                    break;
                case "step":
                    step = Fraction(rest, name, place);
                    break;
                case "swing-step":
                    swingStep = Fraction(rest, name, place);
                    break;
                default:
                    var part = GeneralMidiDrums.Find(key) ?? throw new GrooveFormatException(
                        name, place, $"there is no part \"{key}\"; there are kick, snare, closed-hat, open-hat, clap, rim, low-tom, "
                            + "high-tom, ride, crash, cowbell, percussion and the other names of General MIDI's drums, and its keys 27 "
                            + "to 87.");
                    if (!lanes.TryGetValue(part, out var lane))
                        lanes[part] = lane = (number, new StringBuilder());
                    AddSteps(lane.Steps, rest, name, place);
                    break;
            }
        }

        var longest = lanes.Count == 0 ? 0 : lanes.Values.Max(lane => lane.Steps.Length);
        if (longest == 0)
            throw new GrooveFormatException(name, null, "there are no steps; write a line such as: kick x...x...x...x...");
        return groove with
        {
            Beats = longest * step,
            SwingStep = swingStep ?? groove.SwingStep,
            Hits = [.. lanes.SelectMany(lane => Hits(lane.Key, lane.Value.Steps, longest, step, name, lane.Value.Line))],
        };
    }

    private static void AddSteps(StringBuilder steps, string text, string name, string place)
    {
        foreach (var character in text)
        {
            if (character is '|' || _blanks.Contains(character))
                continue;
            if (character is not ('.' or '-' or '_') && Velocity(character) is null)
            {
                throw new GrooveFormatException(
                    name, place,
                    $"\"{character}\" is no step; steps are . (nothing), x (a hit), X (an accent), o (a ghost note) and 1 to 9.");
            }

            if (steps.Length == MostSteps)
                throw new GrooveFormatException(name, place, $"a part may have {MostSteps} steps.");
            steps.Append(character);
        }
    }

    private static IEnumerable<GrooveHit> Hits(DrumPart part, StringBuilder steps, int longest, double step, string name, int line)
    {
        if (steps.Length == 0 || longest % steps.Length != 0)
        {
            throw new GrooveFormatException(
                name, $"line {line}", $"{part.Name} has {steps.Length} steps, and the longest part has {longest}; "
                    + "a shorter part is repeated, so its steps must go into that number.");
        }

        var text = steps.ToString();
        for (var i = 0; i < longest; i++)
        {
            if (Velocity(text[i % text.Length]) is { } velocity)
                yield return new GrooveHit(i * step, part, velocity);
        }
    }

    private static float? Velocity(char character) => character switch
    {
        'x' => 0.8f,
        'X' => 1f,
        'o' => 0.4f,
        >= '1' and <= '9' => (character - '0') / 9f,
        _ => null,
    };

    private static double Number(string text, double least, double most, string what, string unit, string name, string place)
    {
        var digits = text.EndsWith('%') ? text[..^1] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
            ? value
            : throw new GrooveFormatException(name, place, $"the {what} is \"{text}\"; it must be from {least} to {most} {unit}.");
    }

    // A part of a whole note, in quarter notes.
    private static double Fraction(string text, string name, string place)
        => text.StartsWith("1/", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var parts) && parts is >= 1 and <= 192
            ? 4.0 / parts
            : throw new GrooveFormatException(name, place, $"the step is \"{text}\"; it must be from 1/1 to 1/192, for instance 1/16.");
}
