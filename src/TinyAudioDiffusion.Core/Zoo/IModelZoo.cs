namespace TinyAudioDiffusion.Zoo;

/// <summary>The models that an application knows, and the ones it has loaded.</summary>
/// <remarks>
/// A singleton, safe to use from several threads at once. The zoo loads a model once, even when many callers ask for it at the same moment,
/// and all share it. The zoo owns it and disposes it with the service provider.
/// </remarks>
public interface IModelZoo
{
    /// <summary>Gets the cards in the order of their registration, fallbacks first.</summary>
    IReadOnlyList<ModelCard> Cards { get; }

    /// <summary>
    /// Finds the model for a kind of drum: the last registered card that names it and is no fallback (<see cref="ModelCard.IsFallback"/>).
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The card.</returns>
    /// <exception cref="ModelNotFoundException">No card names the kind.</exception>
    ModelCard CardFor(DrumKind kind);

    /// <summary>
    /// Finds the model for a kind of drum that is asked for finer classes or a character. Where the usual one is a fallback that cannot
    /// make them, and another fallback can, it is that one: nobody chose the usual one.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="classes">The classes asked for; empty for none.</param>
    /// <param name="character">Whether sliders, or a sound to be like, are asked for.</param>
    /// <returns>The card; the usual one where no other can do more.</returns>
    /// <exception cref="ModelNotFoundException">No card names the kind.</exception>
    ModelCard CardFor(DrumKind kind, IReadOnlyCollection<string> classes, bool character) => CardFor(kind);

    /// <summary>Finds a card by its id, or makes a card for a location.</summary>
    /// <param name="model">A card's id, or a location that some source knows (a path, for instance).</param>
    /// <returns>The card.</returns>
    /// <exception cref="ModelNotFoundException">Neither a card nor a source knows it; the message lists the cards.</exception>
    ModelCard CardFor(string model);

    /// <summary>
    /// Finds a model that a file names, such as the recipe of a sound: a registered card, or a model that is complete in the cache of a
    /// source. Opens no path and makes no request.
    /// </summary>
    /// <param name="model">The name: a card's id, or the location of a model in a cache.</param>
    /// <param name="revision">The revision that is wanted; null for any.</param>
    /// <param name="weights">The weights that are wanted from a model in a cache.</param>
    /// <returns>The card; null where the model is not at hand.</returns>
    ModelCard? FindAtHand(string model, string? revision = null, WeightSet weights = WeightSet.Online)
        => Cards.FirstOrDefault(card => string.Equals(card.PublicId, model, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Describes what loading a model that a file names would do, where <see cref="FindAtHand"/> finds none. Opens no path and makes no
    /// request.
    /// </summary>
    /// <param name="model">The name.</param>
    /// <returns>A clause; null where there is nothing to say.</returns>
    string? DescribeFetch(string model) => null;

    /// <summary>Gets the model of a card, loading it on first use.</summary>
    /// <param name="card">The card.</param>
    /// <param name="progress">Receives the progress of a fetch that takes time, even where another call began it.</param>
    /// <param name="cancellationToken">Stops waiting; the load goes on where others wait for it as well.</param>
    /// <returns>The loaded model, which belongs to the zoo.</returns>
    /// <exception cref="ModelNotFoundException">Its files are not where the card says.</exception>
    /// <exception cref="ModelFormatException">Its files cannot be read.</exception>
    Task<LoadedModel> LoadAsync(
        ModelCard card, IProgress<ModelFetchProgress>? progress = null, CancellationToken cancellationToken = default);
}
