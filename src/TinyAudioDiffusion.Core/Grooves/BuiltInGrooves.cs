using System.Text;

namespace TinyAudioDiffusion.Grooves;

/// <summary>A few grooves to judge a kit by.</summary>
public static class BuiltInGrooves
{
    private const string Prefix = "TinyAudioDiffusion.Grooves.Patterns.";

    /// <summary>Gets the names: "boom-bap", "four-on-the-floor" and more, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(BuiltInGrooves).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[Prefix.Length..]))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Gets a groove.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The groove.</returns>
    /// <exception cref="UnknownNameException">There is no such groove.</exception>
    public static Groove Get(string name) => GrooveGrid.Parse(GetText(name), name.ToLowerInvariant());

    /// <summary>Gets a groove as text, to begin one's own with.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text, which <see cref="GrooveGrid.Parse"/> reads.</returns>
    /// <exception cref="UnknownNameException">There is no such groove.</exception>
    public static string GetText(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new UnknownNameException("groove", name, Names);
        using var stream = typeof(BuiltInGrooves).Assembly.GetManifestResourceStream($"{Prefix}{name.ToLowerInvariant()}.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
