using System.CommandLine;
using System.CommandLine.Completions;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.BuiltIn;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>
/// What <c>tad generate</c> is asked for: a kind, or a class of the model, as "clap"; a description names the first drum's.
/// </summary>
/// <param name="Kind">The kind; null for a class that only the model knows.</param>
/// <param name="Class">The class; null for a kind.</param>
internal sealed record WantedSound(DrumKind? Kind, string? Class)
{
    private static IEnumerable<DrumClass> BuiltInClasses => BuiltInModels.All.SelectMany(card => card.Classes)
        .DistinctBy(@class => @class.Name).Where(@class => Kinds.Find(@class.Name) is null);

    /// <summary>Gets the name, for the names of files.</summary>
    public string? Name => Class ?? Kind?.Name;

    /// <summary>Makes the argument.</summary>
    public static Argument<string?> Argument() => new("KIND")
    {
        Description = $"What to make: {Kinds.Names}{ClassNames("; or finer: ")}; or a class of --model; or a description in quotes, "
            + "as \"dark short 808 kick\". May be left out where --model or --like is given.",
        HelpName = "KIND|CLASS|DESCRIPTION",
        Arity = ArgumentArity.ZeroOrOne,
        CompletionSources =
        {
            _ => [.. Kinds.All.Concat(BuiltInClasses.Select(@class => @class.Name)).Select(name => new CompletionItem(name))],
        },
    };

    /// <summary>
    /// Tells whether words are a description, as "dark short kick": several words; or one that only the vocabulary of descriptions has, as
    /// "clap" for a model of kinds. Beside a model that is named, one word is a class of the model.
    /// </summary>
    public static bool IsDescription(string words, bool hasModel) => words.Trim().Contains(' ', StringComparison.Ordinal)
        || (!hasModel && Kinds.Find(words) is null && ClassOf(words) is null && DrumDescription.Parse(words).IsUnderstood);

    /// <summary>
    /// Tells what is wrong with the words; null for nothing. Only a model that is named can have other classes than ours.
    /// </summary>
    public static string? ProblemOf(string words, bool hasModel)
    {
        if (Kinds.Find(words) is not null || ClassOf(words) is not null)
            return null;
        if (!IsDescription(words, hasModel))
        {
            return hasModel
                ? null
                : $"There is no kind \"{words}\"; known are kick, snare, hihat, percussion{ClassNames("; and the classes ")}.";
        }

        var description = DrumDescription.Parse(words);
        if (!description.IsUnderstood && !hasModel) // a model that is named may read any text
            return $"Nothing in \"{words}\" was understood; name a drum and its character, as \"dark short kick\".";
        return hasModel || description.Drums.Count > 0
            ? null
            : $"\"{words}\" names no drum: add one, as \"{words} kick\", or --model.";
    }

    /// <summary>Gives what a description names first; null for none.</summary>
    public static WantedSound? Of(DrumDescription description)
        => description.Drums is [var drum, ..] ? new(drum.Kind, null) : null;

    /// <summary>Reads a word that is no description.</summary>
    public static WantedSound Read(string word) => Kinds.Find(word) is { } kind
        ? new(kind, null)
        : ClassOf(word) is { } @class ? new(@class.Kind, @class.Name) : new(null, word);

    private static DrumClass? ClassOf(string word)
        => BuiltInClasses.FirstOrDefault(@class => string.Equals(@class.Name, word, StringComparison.OrdinalIgnoreCase));

    private static string ClassNames(string before)
        => before + string.Join(", ", BuiltInClasses.Select(@class => @class.Name));
}
