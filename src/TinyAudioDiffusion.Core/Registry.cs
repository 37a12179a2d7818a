namespace TinyAudioDiffusion;

/// <summary>
/// Things that a caller chooses by name. Of several registered under one name the last one counts, so that an application can replace
/// built-in ones.
/// </summary>
/// <typeparam name="T">The type of the things: samplers, schedules, model sources, model formats.</typeparam>
/// <remarks>Immutable; safe to use from several threads at once.</remarks>
public sealed class Registry<T>
    where T : INamed
{
    private readonly string _what;
    private readonly Dictionary<string, T> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<T> _items = [];

    /// <summary>Initializes a new instance.</summary>
    /// <param name="what">The word for one of them in messages: "sampler", "schedule".</param>
    /// <param name="items">The things, in the order of their registration.</param>
    public Registry(string what, IEnumerable<T> items)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        ArgumentNullException.ThrowIfNull(items);
        _what = what;
        foreach (var item in items.Reverse().Where(item => _byName.TryAdd(item.Name, item)))
            _items.Add(item);
    }

    /// <summary>Gets the things in the order in which the library asks them: the last registered one first.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>Gets the names in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _items.Select(item => item.Name).Order(StringComparer.Ordinal)];

    /// <summary>Tells whether a name is registered.</summary>
    /// <param name="name">The name; compared without case.</param>
    /// <returns>Whether <see cref="Get"/> would find it.</returns>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Finds a thing by its name.</summary>
    /// <param name="name">The name; compared without case.</param>
    /// <returns>The thing of that name.</returns>
    /// <exception cref="UnknownNameException">The name is not registered; the message lists the known ones.</exception>
    public T Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out var item) ? item : throw new UnknownNameException(_what, name, Names);
    }
}
