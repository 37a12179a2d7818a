namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

/// <summary>A value that holds others. Scalars are null, bool, long, BigInteger, double and string.</summary>
internal abstract class PickleContainer
{
    /// <summary>Gets what it holds, also by way of state.</summary>
    public List<object?> Children { get; } = [];
}

internal sealed class PickleList : PickleContainer;

internal sealed class PickleTuple : PickleContainer
{
    public static readonly PickleTuple Empty = new([]);

    public PickleTuple(ReadOnlySpan<object?> items)
    {
        Children.AddRange(items);
        foreach (var item in items)
            Depth = Math.Max(Depth, item is PickleTuple tuple ? tuple.Depth + 1 : 1);
    }

    /// <summary>Gets how deep tuples nest in it: they cannot change, so that this is known at once.</summary>
    public int Depth { get; } = 1;
}

/// <summary>A dictionary as it was written: keys and values take turns, and nothing is hashed.</summary>
internal sealed class PickleDictionary(bool isOrdered) : PickleContainer
{
    /// <summary>Gets a value indicating whether it is an OrderedDict, which may carry attributes.</summary>
    public bool IsOrdered { get; } = isOrdered;

    public int Count => Children.Count / 2;

    public IEnumerable<(object? Key, object? Value)> Pairs
    {
        get
        {
            for (var i = 0; i < Children.Count; i += 2)
                yield return (Children[i], Children[i + 1]);
        }
    }

    /// <summary>Gets the value of a key, the last one written, as in Python.</summary>
    public bool TryGet(string key, out object? value)
    {
        for (var i = Children.Count - 2; i >= 0; i -= 2)
        {
            if (Children[i] is string text && text == key)
            {
                value = Children[i + 1];
                return true;
            }
        }

        value = null;
        return false;
    }
}

/// <summary>The name of a Python object. It is a pair of words and never becomes anything else.</summary>
/// <param name="Module">The module.</param>
/// <param name="Name">The name in it.</param>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>An inert placeholder for the result of a call of an unknown Python object: its arguments and state.</summary>
internal sealed class PicklePlaceholder(PickleGlobal type) : PickleContainer
{
    public PickleGlobal Type { get; } = type;
}
