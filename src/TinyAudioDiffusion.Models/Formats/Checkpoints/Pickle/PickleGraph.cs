namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

/// <summary>Looks over finished values without recursion: each shared object once, however often it is referred to.</summary>
internal static class PickleGraph
{
    private const int MaxDepth = 256;

    /// <summary>Makes sure that no value contains itself or nests without end.</summary>
    /// <exception cref="ModelFormatException">One does.</exception>
    public static void Check(string file, string entry, object? root)
    {
        var seen = new Dictionary<object, bool>(ReferenceEqualityComparer.Instance); // whether it is still being looked through
        var path = new Stack<(PickleContainer Container, int Next)>();
        if (root is PickleContainer start)
            Enter(start);

        while (path.TryPop(out var top))
        {
            if (top.Next == top.Container.Children.Count)
            {
                seen[top.Container] = false;
                continue;
            }

            path.Push((top.Container, top.Next + 1));
            if (top.Container.Children[top.Next] is not PickleContainer child)
                continue;
            if (!seen.TryGetValue(child, out var isOpen))
                Enter(child);
            else if (isOpen)
                throw new ModelFormatException(file, entry, "has a value that contains itself, which no checkpoint does.");
        }

        void Enter(PickleContainer container)
        {
            if (path.Count >= MaxDepth)
                throw new ModelFormatException(file, entry, $"nests deeper than {MaxDepth} levels, which no checkpoint does.");
            seen.Add(container, true);
            path.Push((container, 0));
        }
    }
}
