namespace TinyAudioDiffusion;

/// <summary>Things that are chosen by name. Of several registered under one name the last one counts, so that users replace what is built in.</summary>
/// <typeparam name="T">What is registered: samplers, schedules, model sources, model formats.</typeparam>
/// <remarks>Immutable; safe to use from several threads at once.</remarks>
public sealed class Registry<T>
    where T : INamed
{
    private readonly string _what;
    private readonly Dictionary<string, T> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<T> _items = [];

    /// <summary>Initializes a new instance.</summary>
    /// <param name="what">What messages call one of them: "sampler", "schedule".</param>
    /// <param name="items">The things, in the order of their registration.</param>
    public Registry(string what, IEnumerable<T> items)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        ArgumentNullException.ThrowIfNull(items);
        _what = what;
        foreach (var item in items.Reverse().Where(item => _byName.TryAdd(item.Name, item)))
            _items.Add(item);
    }

    /// <summary>Gets the things in the order in which they are asked: the last registered one first.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>Gets the names in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _items.Select(item => item.Name).Order(StringComparer.Ordinal)];

    /// <summary>Tells whether a name is registered.</summary>
    /// <param name="name">The name; compared without case.</param>
    /// <returns>Whether <see cref="Get"/> would find it.</returns>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Finds what is registered under a name.</summary>
    /// <param name="name">The name; compared without case.</param>
    /// <returns>What is registered there.</returns>
    /// <exception cref="UnknownNameException">Nothing is; the message lists the names that are known.</exception>
    public T Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out var item) ? item : throw new UnknownNameException(_what, name, Names);
    }
}
