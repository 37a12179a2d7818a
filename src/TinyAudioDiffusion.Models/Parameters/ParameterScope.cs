using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Parameters;

/// <summary>
/// A place in the tree of a network's parameters: building a module here declares its parameters under this place's name.
/// </summary>
public sealed class ParameterScope
{
    private readonly string _path;
    private readonly List<Parameter> _parameters;

    /// <summary>Initializes the root of a tree.</summary>
    /// <param name="path">The name of the root, "net" in state dicts of the reference.</param>
    public ParameterScope(string path)
        : this(path, [])
    {
    }

    private ParameterScope(string path, List<Parameter> parameters)
    {
        _path = path;
        _parameters = parameters;
    }

    /// <summary>Gets all parameters of the tree, in the order of their declaration.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Gets a place below this one.</summary>
    /// <param name="name">Its name; may have dots.</param>
    public ParameterScope this[string name] => new($"{_path}.{name}", _parameters);

    /// <summary>Gets a numbered place below this one.</summary>
    /// <param name="index">Its number.</param>
    public ParameterScope this[int index] => new($"{_path}.{index}", _parameters);

    /// <summary>Gets a place beside the root, in the same tree.</summary>
    internal ParameterScope Beside(string name) => new(name, _parameters);

    /// <summary>Declares a parameter.</summary>
    /// <param name="name">Its name here.</param>
    /// <param name="shape">Its extents.</param>
    /// <param name="use">What it is used for.</param>
    /// <param name="alias">A second place that shows the same tensor; null for none.</param>
    /// <param name="initial">Gives the values before any training, row major, where they are not to be drawn; null for the usual
    /// draws.</param>
    /// <returns>The parameter, without a value yet.</returns>
    public Parameter Declare(string name, Shape shape, WeightUse use, ParameterScope? alias = null, Func<float[]>? initial = null)
    {
        var parameter = new Parameter($"{_path}.{name}", shape, use, alias is null ? null : $"{alias._path}.{name}", initial);
        _parameters.Add(parameter);
        return parameter;
    }
}
