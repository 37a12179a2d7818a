using System.CommandLine;
using System.CommandLine.Completions;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.BuiltIn;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>What <c>tad generate</c> is asked for in one word: a kind, or a class of the model, as "clap".</summary>
/// <param name="Kind">The kind; null for a class that only the model knows.</param>
/// <param name="Class">The class; null for a kind.</param>
internal sealed record WantedSound(DrumKind? Kind, string? Class)
{
    private static IReadOnlyList<DrumClass> BuiltInClasses => BuiltInModels.Drums.Classes;

    /// <summary>Gets the name, for the names of files.</summary>
    public string? Name => Class ?? Kind?.Name;

    /// <summary>Makes the argument.</summary>
    public static Argument<string?> Argument() => new("KIND")
    {
        Description = $"What to make: {Kinds.Names}{ClassNames("; or finer: ")}; or a class of --model. "
            + "May be left out where --model or --like is given.",
        HelpName = "KIND|CLASS",
        Arity = ArgumentArity.ZeroOrOne,
        CompletionSources = { _ => [.. Kinds.All.Concat(BuiltInClasses.Select(@class => @class.Name)).Select(name => new CompletionItem(name))] },
    };

    /// <summary>Tells what is wrong with a word; null for nothing. Only a model that is named can have other classes than ours.</summary>
    public static string? ProblemOf(string word, bool hasModel)
        => hasModel || Kinds.Find(word) is not null || ClassOf(word) is not null
            ? null
            : $"There is no kind \"{word}\"; known are kick, snare, hihat, percussion{ClassNames("; and the classes ")}.";

    /// <summary>Reads a word.</summary>
    public static WantedSound Read(string word) => Kinds.Find(word) is { } kind
        ? new(kind, null)
        : ClassOf(word) is { } @class ? new(@class.Kind, @class.Name) : new(null, word);

    private static DrumClass? ClassOf(string word)
        => BuiltInClasses.FirstOrDefault(@class => string.Equals(@class.Name, word, StringComparison.OrdinalIgnoreCase));

    private static string ClassNames(string before)
        => BuiltInClasses.Count == 0 ? "" : before + string.Join(", ", BuiltInClasses.Select(@class => @class.Name));
}
