namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>The command line of <c>tad generate</c>.</summary>
internal sealed record GenerateSettings
{
    public required SoundSettings Sound { get; init; }

    /// <summary>Gets what to make; null where only the model or a recipe is named.</summary>
    public WantedSound? Wanted { get; init; }

    /// <summary>Gets the kind to make; null where only the model or a recipe is named.</summary>
    public DrumKind? Kind => Wanted?.Kind;

    /// <summary>Gets the description of the sound; null where a word or the model alone says what to make.</summary>
    public DrumDescription? Description { get; init; }

    /// <summary>Gets the file of the sound whose character the new ones have; null for none.</summary>
    public string? Like { get; init; }

    /// <summary>Gets how many sounds are made, or kept of <see cref="BestOf"/>.</summary>
    public required int Count { get; init; }

    /// <summary>Gets whether an amount of work is accepted that takes hours.</summary>
    public bool IsMuchAccepted { get; init; }

    /// <summary>Gets the recipe to make again; null for a new sound.</summary>
    public GivenRecipe? Recipe { get; init; }

    /// <summary>Gets whether a model that only the recipe names may be opened at a path or downloaded.</summary>
    public bool AllowsFetch { get; init; }

    /// <summary>Gets the files that the verb of <see cref="Recipe"/> started from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Gets how many sounds to choose from; null to keep each sound that is made.</summary>
    public int? BestOf { get; init; }

    /// <summary>Gets the name of the score that ranks them.</summary>
    public required string Score { get; init; }

    /// <summary>Gets whether the sounds are played as well.</summary>
    public bool Play { get; init; }

    /// <summary>Gets the model's name: that of the command line, or else the recipe's.</summary>
    public string? Model => Sound.Model.Name ?? Recipe?.Recipe.Model;
}
