namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>Operations on every file of tensors.</summary>
public static class WeightFileExtensions
{
    /// <summary>Finds a tensor that must be there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The tensor's name.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ModelFormatException">It is not there.</exception>
    public static WeightEntry Get(this IWeightFile file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Find(name) ?? throw new ModelFormatException(
            file.DisplayPath, name, "the tensor is missing: the file belongs to another network, or was cut.");
    }

    /// <summary>Reads a tensor into an array of its own.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The tensor's name.</param>
    /// <returns>The values in row-major order.</returns>
    /// <exception cref="ModelFormatException">There is no such tensor, its type does not convert, or the file is damaged.</exception>
    public static float[] ReadSingles(this IWeightFile file, string name)
    {
        var entry = file.Get(name);
        if (entry.ElementCount > Array.MaxLength)
            throw new ModelFormatException(file.DisplayPath, name, $"{entry.ElementCount} elements are more than one array holds.");

        var values = new float[entry.ElementCount];
        file.Read(name, values);
        return values;
    }

    /// <summary>Shows the tensors below a prefix under shorter names, as if the rest of the file were not there.</summary>
    /// <param name="file">The file; disposing the view disposes it.</param>
    /// <param name="prefix">What the shown tensors' names start with: "model.net.".</param>
    /// <param name="replacement">What their shown names start with instead: "net.".</param>
    /// <returns>The view.</returns>
    public static IWeightFile WithPrefix(this IWeightFile file, string prefix, string replacement = "")
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(replacement);
        return new RenamedWeights(file, file.Entries
            .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Name, entry => replacement + entry.Name[prefix.Length..], StringComparer.Ordinal));
    }

    /// <summary>Reads every float tensor and names those that hold a NaN or an infinity.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The names; empty for a healthy file.</returns>
    /// <exception cref="ModelFormatException">The file is damaged.</exception>
    public static IReadOnlyList<string> FindNonFinite(this IWeightFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. file.Entries
            .Where(entry => entry.ElementType.IsFloat())
            .Where(entry => !Array.TrueForAll(file.ReadSingles(entry.Name), float.IsFinite))
            .Select(entry => entry.Name)];
    }
}
