namespace GameDrums;

/// <summary>What a game ships in place of sound files: names, and the id of each sound.</summary>
/// <param name="Ids">The ids by name, in the order in which the game needs them.</param>
internal sealed record SoundPack(IReadOnlyList<(string Name, string Id)> Ids)
{
    /// <summary>Reads a pack: a name and an id on each line.</summary>
    public static SoundPack Load(string path) => new(
        [.. File.ReadLines(path).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length == 2)
            .Select(words => (words[0], words[1]))]);
}
