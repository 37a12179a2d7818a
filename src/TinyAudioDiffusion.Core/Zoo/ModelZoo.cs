using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TinyAudioDiffusion.Zoo;

/// <summary>The models that an application knows, and the ones it has loaded.</summary>
/// <remarks>
/// The next call tries a failed load again. A load stops when the last caller who waits for it gives up. Cards with the same location and
/// the same load options share one model. A loaded model stays in memory until the zoo is disposed.
/// </remarks>
public sealed class ModelZoo : IModelZoo, IDisposable
{
    private readonly ModelFinder _finder;
    private readonly ILogger _logger;
    private readonly List<ModelCard> _cards = [];
    private readonly Dictionary<DrumKind, string> _idByKind = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Location, ModelLoadOptions Options), SharedLoad> _loads = [];
    private bool _disposed;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="cards">
    /// The cards in the order of their registration. Fallbacks count as registered before all others, and of several fallbacks the first
    /// one is the default of a kind. Of several cards with one id the last one counts, for the kinds of all of them.
    /// </param>
    /// <param name="finder">Gets the files and finds the format that reads them.</param>
    /// <param name="logger">Receives a line for each loaded model.</param>
    public ModelZoo(IEnumerable<ModelCard> cards, ModelFinder finder, ILogger<ModelZoo>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(cards);
        ArgumentNullException.ThrowIfNull(finder);
        _finder = finder;
        _logger = logger ?? NullLogger<ModelZoo>.Instance;
        foreach (var card in cards.OrderBy(card => !card.IsFallback))
        {
            var kinds = _cards.Find(other => HasId(other, card.Id))?.Kinds ?? [];
            _cards.RemoveAll(other => HasId(other, card.Id));
            _cards.Add(card with { Kinds = [.. kinds.Union(card.Kinds)] });
            foreach (var kind in card.Kinds)
            {
                if (!card.IsFallback || !_idByKind.ContainsKey(kind))
                    _idByKind[kind] = card.Id;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelCard> Cards => _cards;

    /// <inheritdoc/>
    public ModelCard CardFor(DrumKind kind)
        => _idByKind.TryGetValue(kind, out var id)
        ? _cards.Find(card => HasId(card, id))!
        : throw new ModelNotFoundException($"No model is registered for {kind}; {KnownCards()}");

    /// <inheritdoc/>
    public ModelCard CardFor(DrumKind kind, IReadOnlyCollection<string> classes, bool character)
    {
        var usual = CardFor(kind);
        return !usual.IsFallback || Can(usual)
            ? usual
            : _cards.Find(card => card.IsFallback && card.Kinds.Contains(kind) && Can(card)) ?? usual;

        bool Can(ModelCard card) => (!character || card.TakesCharacter) && classes.All(name => HasName(kind, name) || card.Makes(name));
    }

    /// <inheritdoc/>
    public ModelCard CardFor(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        if (_cards.Find(card => HasId(card, model)) is { } known)
            return known;
        if (_finder.Knows(model))
            return new ModelCard { Id = model, Location = model };
        throw new ModelNotFoundException($"There is no model \"{model}\": it is no card's id, and {_finder.NothingThere}; {KnownCards()}");
    }

    /// <inheritdoc/>
    public ModelCard? FindAtHand(string model, string? revision = null, WeightSet weights = WeightSet.Online)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        if (_cards.Find(card => HasId(card, model)) is { } known)
            return known;
        if (_cards.Find(card => string.Equals(card.PublicId, model, StringComparison.OrdinalIgnoreCase)) is { } renamed)
            return renamed;
        var load = new ModelLoadOptions { Weights = weights };
        return _finder.FindAtHand(model, revision, load) is { } location
            ? new ModelCard { Id = model, Location = location, Load = load }
            : null;
    }

    /// <inheritdoc/>
    public string? DescribeFetch(string model) => _finder.DescribeFetch(model);

    /// <inheritdoc/>
    public async Task<LoadedModel> LoadAsync(
        ModelCard card, IProgress<ModelFetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(card);
        cancellationToken.ThrowIfCancellationRequested();
        var key = (card.Location, card.Load);
        SharedLoad? load;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_loads.TryGetValue(key, out load) || load.HasFailed)
                _loads[key] = load = new SharedLoad((listeners, token) => LoadFilesAsync(card, listeners, token));
            load.Waiters++;
        }

        try
        {
            load.Listeners.Add(progress);
            return await load.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            load.Listeners.Remove(progress);
            Leave(key, load);
        }
    }

    /// <summary>Stops the loads under way, and disposes every loaded model once its network calls have ended.</summary>
    public void Dispose()
    {
        SharedLoad[] loads;
        lock (_gate)
        {
            _disposed = true;
            loads = [.. _loads.Values];
            _loads.Clear();
        }

        foreach (var load in loads)
            load.Dispose();
    }

    private void Leave((string Location, ModelLoadOptions Options) key, SharedLoad load)
    {
        lock (_gate)
        {
            load.Waiters--;
            if (load.Waiters > 0 || load.Result.IsCompleted || !_loads.TryGetValue(key, out var current) || current != load)
                return;
            _loads.Remove(key);
        }

        load.Dispose();
    }

    private async Task<LoadedModel> LoadFilesAsync(ModelCard card, FetchListeners listeners, CancellationToken cancellationToken)
    {
        if (!_finder.Knows(card.Location))
            throw new ModelNotFoundException($"The model \"{card.Id}\" should be at \"{card.Location}\", but {_finder.NothingThere}.");
        var files = await _finder.FetchAsync(card.Location, card.Load, listeners, cancellationToken).ConfigureAwait(false);
        var format = _finder.FormatOf(files);
        cancellationToken.ThrowIfCancellationRequested();
        var loaded = format.Load(files, card.Load, cancellationToken);
        if (loaded.Model.Info is not { SampleRate: > 0, Channels: > 0, NativeLength: > 0, LengthMultiple: > 0 })
        {
            loaded.Model.Dispose();
            throw new ModelFormatException(
                files.Location,
                null,
                $"the format \"{format.Name}\" gave a model whose sample rate, channels or lengths are not positive.");
        }

        _logger.LogInformation("Loaded the model {Model} from {Location} with the format {Format}.", card.Id, files.Location, format.Name);
        return loaded with { Model = new OwnedModel(loaded.Model), Revision = loaded.Revision ?? files.Revision };
    }

    private static bool HasName(DrumKind kind, string name) => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase);

    private static bool HasId(ModelCard card, string id) => string.Equals(card.Id, id, StringComparison.OrdinalIgnoreCase);

    private string KnownCards()
        => _cards.Count == 0 ? "no models are registered." : $"known are {string.Join(", ", _cards.Select(card => card.Id))}.";
}
