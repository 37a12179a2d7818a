using System.Text.RegularExpressions;
using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The kind of a sound file, where the command line names none: from the recipe that it carries, or from its name.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Reason">Where it comes from, for the person at the terminal.</param>
internal sealed partial record KindGuess(DrumKind Kind, string Reason)
{
    /// <summary>Finds the kind that the sounds share; null where nothing says it, or where they differ.</summary>
    public static KindGuess? Of(IReadOnlyList<string> paths, AudioFormats formats)
    {
        var guesses = paths.Select(path => Of(path, formats)).ToList();
        return guesses is [{ } first, ..] && guesses.TrueForAll(guess => guess?.Kind == first.Kind) ? first : null;
    }

    private static KindGuess? Of(string path, AudioFormats formats)
    {
        if (Recipe(path, formats)?.Class is { } label && Find(label) is { } made)
            return new(made, "its recipe");
        if (Find(Path.GetFileNameWithoutExtension(path)) is { } named)
            return new(named, "its name");
        return Find(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "") is { } sorted
            ? new(sorted, "its folder's name")
            : null;
    }

    private static DrumKind? Find(string text)
    {
        var words = Words().Matches(text.ToLowerInvariant()).Select(word => word.Value.TrimEnd('s')).ToList();
        DrumKind[] found = [.. Enum.GetValues<DrumKind>().Where(kind => words.Contains(kind.Name) || words.Contains(Short(kind)))];
        return found is [var only] ? only : null;
    }

    private static string Short(DrumKind kind) => kind switch
    {
        DrumKind.Kick => "bd",
        DrumKind.Snare => "sd",
        DrumKind.HiHat => "hat",
        _ => "perc",
    };

    private static GenerationRecipe? Recipe(string path, AudioFormats formats)
    {
        try
        {
            return GenerationRecipe.FindInFile(path, formats);
        }
        catch (AudioFormatException)
        {
            return null; // the verb itself says what is wrong with the file
        }
    }

    [GeneratedRegex("[a-z]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
