using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;
using TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>The tensors of a checkpoint by name, and what is no tensor.</summary>
/// <param name="Tensors">The tensors in the file's order.</param>
/// <param name="Unreadable">What the other keys hold instead.</param>
internal sealed record StateDict(
    IReadOnlyList<(string Name, TensorDescription Tensor)> Tensors, IReadOnlyDictionary<string, string> Unreadable)
{
    /// <summary>Finds the state dict of a Lightning checkpoint, or takes a bare one.</summary>
    /// <exception cref="ModelFormatException">There is none.</exception>
    public static StateDict Find(string file, PickleDictionary root)
    {
        if (root.TryGet("state_dict", out var value))
        {
            return value is PickleDictionary dictionary
                ? Read(file, dictionary)
                : throw new ModelFormatException(file, "state_dict", "is no dictionary; the file is damaged or of another kind.");
        }

        return root.Pairs.Any(pair => pair.Value is TensorDescription)
            ? Read(file, root)
            : throw new ModelFormatException(
                file, null, "has no state_dict, so that it holds no weights: give a Lightning checkpoint or a saved state dict.");
    }

    private static StateDict Read(string file, PickleDictionary dictionary)
    {
        var tensors = new List<(string, TensorDescription)>(dictionary.Count);
        var unreadable = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in dictionary.Pairs)
        {
            if (key is not string name)
                throw new ModelFormatException(
                    file, "state_dict", $"has a key that is no text but {Describe(key)}; the file is damaged or of another kind.");
            if (!names.Add(name))
                throw new ModelFormatException(file, name, "stands in the state dict twice; the file is damaged or was tampered with.");
            if (value is TensorDescription tensor)
                tensors.Add((name, tensor));
            else
                unreadable.Add(name, Describe(value));
        }

        return new StateDict(tensors, unreadable);
    }

    private static string Describe(object? value) => value switch
    {
        null => "nothing",
        PicklePlaceholder placeholder => $"a {placeholder.Type}",
        PickleGlobal global => $"the name {global}",
        PickleContainer => "a list or dictionary",
        StorageDescription => "a bare storage",
        TensorDescription => "a tensor",
        string => "a text",
        _ => "a number",
    };
}
