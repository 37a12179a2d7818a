using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>
/// Finds the tensors of a network among the names of a file. Trainers put their own words in front of a network's names and, where they
/// wrap a module, in between: Lightning "model.", torch.compile "_orig_mod.", data-parallel training "module.".
/// </summary>
internal static class NetworkNames
{
    /// <summary>The beginning of every name of a network in this library.</summary>
    public const string Root = "net.";

    private static readonly string[] _wrappers = ["module", "_orig_mod"];

    // The last one of a set is the network's own state dict, whose modules are a list "blocks".
    private static readonly Dictionary<WeightSet, string[]> _prefixes = new()
    {
        [WeightSet.Online] = ["model.net.", Root, ""],
        [WeightSet.Ema] = ["model_ema.ema_model.net.", "ema_model.net."],
    };

    /// <summary>Gets the prefix under which Lightning keeps a set of weights, for messages.</summary>
    public static string UsualPrefix(WeightSet set) => _prefixes[set][0];

    /// <summary>Finds the names of a set of weights.</summary>
    /// <param name="names">All names of the file.</param>
    /// <param name="set">The set.</param>
    /// <returns>The network's name, which begins with "net.", by the name in the file; empty where the set is not there.</returns>
    public static IReadOnlyDictionary<string, string> Find(IReadOnlyCollection<string> names, WeightSet set)
    {
        foreach (var prefix in _prefixes[set])
        {
            if (Under(names, prefix, name => name) is { Count: > 0 } found)
                return found;
        }

        // Wrappers are dropped only where the names do not fit with them.
        foreach (var prefix in _prefixes[set])
        {
            if (Under(names, prefix, WithoutWrappers) is { Count: > 0 } found)
                return found;
        }

        return new Dictionary<string, string>(StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Under(IReadOnlyCollection<string> names, string prefix, Func<string, string> clean)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var cleaned = clean(name);
            if (!cleaned.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var own = cleaned[prefix.Length..];
            // Two names for one tensor, or, without a prefix, a name that is none of a network: this is not how the file is meant.
            if (!shown.Add(own) || (prefix.Length == 0 && !IsOfANetwork(own)))
                return [];
            found.Add(name, Root + own);
        }

        return found;
    }

    private static bool IsOfANetwork(string name)
        => name.StartsWith("blocks.", StringComparison.Ordinal) || name.StartsWith("class_embedding.", StringComparison.Ordinal);

    private static string WithoutWrappers(string name)
        => string.Join('.', name.Split('.').Where(part => !_wrappers.Contains(part, StringComparer.Ordinal)));
}
