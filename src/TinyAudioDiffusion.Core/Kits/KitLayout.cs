namespace TinyAudioDiffusion.Kits;

/// <summary>A kit as a sampler sees it.</summary>
/// <param name="Name">The name of the kit.</param>
/// <param name="Licence">What holds for the sounds, in one line.</param>
/// <param name="Drums">The drums, in the order of the kit.</param>
public sealed record KitLayout(string Name, string Licence, IReadOnlyList<KitDrum> Drums)
{
    /// <summary>Gets the name as file systems take it.</summary>
    public string FileName { get; } = FileNameOf(Name);

    /// <summary>Gets the groups of drums of which one sounds at a time, numbered from 1; those of one drum included.</summary>
    public IReadOnlyDictionary<string, int> ChokeGroups { get; } = Drums.Select(drum => drum.Part.ChokeGroup).OfType<string>()
        .Distinct(StringComparer.Ordinal).Index().ToDictionary(group => group.Item, group => group.Index + 1, StringComparer.Ordinal);

    internal static string FileNameOf(string name)
    {
        var plain = string.Concat(name.Trim().Select(
            letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or ' ' ? letter : '-')).Trim();
        return plain.Length == 0 ? "kit" : plain;
    }
}
