namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>Replaces values that refer to other values of the same file.</summary>
internal interface IReferences
{
    /// <summary>Replaces a value.</summary>
    /// <param name="scalar">The value.</param>
    /// <param name="parent">The keys that lead from the root to the map or list that holds it.</param>
    /// <returns>The value that is meant, and the keys that lead to the map or list that holds that one.</returns>
    /// <exception cref="ModelFormatException">It refers to nothing, to itself, or to what is never evaluated.</exception>
    (ConfigurationNode Node, IReadOnlyList<string> Path) Resolve(ScalarNode scalar, IReadOnlyList<string> parent);
}
