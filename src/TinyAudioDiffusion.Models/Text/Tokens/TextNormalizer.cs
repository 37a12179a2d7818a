using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Models.Text.Tokens;

/// <summary>
/// Normalises texts as SentencePiece does: characters by a table in the model (usually Unicode's NFKC and a few rules more), runs of spaces
/// to one, none at the ends, one in front, and U+2581 in place of each.
/// </summary>
internal sealed class TextNormalizer
{
    private const char Space = '\u2581';

    private readonly uint[] _trie;
    private readonly byte[] _replacements;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">The name of the file in messages.</param>
    /// <param name="table">
    /// The table: the size of a trie in bytes, the trie (a double array of 32-bit units), then the replacements, each with a zero behind
    /// it. Empty for no table.
    /// </param>
    /// <exception cref="ModelFormatException">The table's sizes do not fit.</exception>
    public TextNormalizer(string file, ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty)
        {
            (_trie, _replacements) = ([], []);
            return;
        }

        var size = table.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(table);
        if (size > table.Length - 4 || size % 4 != 0)
            throw new ModelFormatException(file, "precompiled_charsmap", "is damaged: its trie does not fit into it.");
        _trie = new uint[size / 4];
        for (var i = 0; i < _trie.Length; i++)
            _trie[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(4 + (4 * i))..]);
        _replacements = table[(4 + (int)size)..].ToArray();
    }

    /// <summary>Gets whether one space is put in front of a text.</summary>
    public bool AddsSpace { get; init; } = true;

    /// <summary>Gets whether runs of spaces become one, and spaces at the ends none.</summary>
    public bool RemovesSpaces { get; init; } = true;

    /// <summary>Normalises a text.</summary>
    public string Normalize(string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        var (normalized, afterSpace) = (new StringBuilder(), RemovesSpaces);
        while (!rest.IsEmpty)
        {
            var taken = Replace(rest, out var replacement);
            rest = rest[taken..];
            var piece = afterSpace ? replacement.TrimStart(' ') : replacement;
            if (piece.Length == 0)
                continue;
            if (normalized.Length == 0 && AddsSpace)
                normalized.Append(Space);
            normalized.Append(piece.Replace(' ', Space));
            afterSpace = RemovesSpaces && piece[^1] == ' ';
        }

        var length = normalized.Length;
        while (RemovesSpaces && length > 0 && normalized[length - 1] == Space)
            length--;
        return normalized.ToString(0, length);
    }

    // What the longest beginning that the table knows becomes; else the first character.
    private int Replace(ReadOnlySpan<byte> rest, out string replacement)
    {
        var (longest, place) = (0, 0u);
        if (_trie.Length > 0)
        {
            var node = OffsetOf(_trie[0]);
            for (var i = 0; i < rest.Length; i++)
            {
                node ^= rest[i];
                if (node >= _trie.Length || LabelOf(_trie[node]) != rest[i])
                    break;
                var unit = _trie[node];
                node ^= OffsetOf(unit);
                if (HasLeaf(unit) && node < _trie.Length)
                    (longest, place) = (i + 1, _trie[node] & 0x7FFFFFFF);
            }
        }

        if (longest == 0)
        {
            Rune.DecodeFromUtf8(rest, out var rune, out var bytes);
            replacement = rune.ToString();
            return bytes;
        }

        var found = place < _replacements.Length ? _replacements.AsSpan((int)place) : [];
        var end = found.IndexOf((byte)0);
        replacement = Encoding.UTF8.GetString(end < 0 ? found : found[..end]);
        return longest;
    }

    // The units of a double array (Aoe, 1989) as the library "darts-clone" packs them.
    private static bool HasLeaf(uint unit) => ((unit >> 8) & 1) == 1;

    private static uint LabelOf(uint unit) => unit & ((1u << 31) | 0xFF);

    private static uint OffsetOf(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);
}
