namespace TinyAudioDiffusion;

/// <summary>
/// The choice of a model: the one that is registered for a kind of drum, or one by its id or path. A kind and a string convert to it
/// implicitly.
/// </summary>
public readonly record struct ModelChoice
{
    private readonly DrumKind? _kind;
    private readonly string? _model;

    /// <summary>Initializes a new instance that names a kind of drum.</summary>
    /// <param name="kind">The kind.</param>
    public ModelChoice(DrumKind kind) => _kind = kind;

    /// <summary>Initializes a new instance that names a model.</summary>
    /// <param name="model">A card's id, or a path to a model.</param>
    public ModelChoice(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        _model = model;
    }

    /// <summary>Chooses the model that is registered for a kind of drum.</summary>
    /// <param name="kind">The kind.</param>
    public static implicit operator ModelChoice(DrumKind kind) => new(kind);

    /// <summary>Chooses a model by its id or path.</summary>
    /// <param name="model">A card's id, or a path to a model.</param>
    public static implicit operator ModelChoice(string model) => new(model);

    /// <summary>Joins the choice with the options, which may name a model as well.</summary>
    internal (DrumKind? Kind, string? Model) Resolve(GenerationOptions options)
    {
        if (_model is not null && options.Model is { } other && !string.Equals(_model, other, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The call names the model \"{_model}\", its options \"{other}\".", nameof(options));
        if (_model is null && _kind is null && options.Model is null)
            throw new ArgumentException("Neither a kind of drum nor a model is named.", nameof(options));
        return (_kind, _model ?? options.Model);
    }
}
