using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Parameters;

/// <summary>A trained parameter of a network: known by name and shape from the start, with a value once it is loaded.</summary>
public sealed class Parameter
{
    private Weight? _weight;

    internal Parameter(string name, Shape shape, WeightUse use, string? alias, Func<float[]>? initial)
    {
        Name = name;
        Shape = shape;
        Use = use;
        Alias = alias;
        Initial = initial;
    }

    /// <summary>Gets the name that the parameter has in a state dict.</summary>
    public string Name { get; }

    /// <summary>Gets a second name under which state dicts list the same tensor; null for most.</summary>
    public string? Alias { get; }

    /// <summary>Gets the extents.</summary>
    public Shape Shape { get; }

    /// <summary>Gets what the parameter is used for.</summary>
    public WeightUse Use { get; }

    /// <summary>Gets the values before any training, row major; null where they are drawn, as PyTorch draws them.</summary>
    public Func<float[]>? Initial { get; }

    /// <summary>Gets the parameter as a file of 32-bit floats lists it.</summary>
    public WeightEntry Entry => new(Name, ElementType.F32, [.. Enumerable.Range(0, Shape.Rank).Select(axis => (long)Shape[axis])]);

    /// <summary>Gets the value.</summary>
    /// <exception cref="InvalidOperationException">The parameter has not been loaded.</exception>
    public Weight Weight => _weight ?? throw new InvalidOperationException($"The parameter {Name} has not been loaded.");

    /// <summary>Gives the parameter its value.</summary>
    /// <param name="engine">The engine that will compute with it.</param>
    /// <param name="values">The values, row major.</param>
    /// <exception cref="InvalidOperationException">It has one already.</exception>
    public void Load(TensorEngine engine, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (_weight is not null)
            throw new InvalidOperationException($"The parameter {Name} has been loaded already.");
        _weight = engine.CreateWeight(values, Shape, Use);
    }

    internal void Release()
    {
        _weight?.Dispose();
        _weight = null;
    }
}
