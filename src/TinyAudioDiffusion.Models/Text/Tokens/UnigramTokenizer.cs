using System.Text;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Text.Tokens;

/// <summary>
/// Cuts texts into the pieces of a unigram model (Kudo, "Subword Regularization", 2018): those whose scores have the largest sum, found by
/// dynamic programming over the text (Viterbi). The tokenizer of T5.
/// </summary>
/// <remarks>Immutable; safe to use from several threads at once.</remarks>
public sealed class UnigramTokenizer
{
    // What SentencePiece takes off the lowest score for a character that is no piece.
    private const float UnknownPenalty = 10;

    private readonly UnigramVocabulary _vocabulary;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly int _longest;
    private readonly float _unknownScore;

    private UnigramTokenizer(UnigramVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        var lowest = float.MaxValue;
        foreach (var (id, piece) in vocabulary.Pieces.Index())
        {
            if (!piece.IsText || piece.Text.Length == 0)
                continue;
            _ids.TryAdd(piece.Text, id);
            _longest = Math.Max(_longest, piece.Text.Length);
            lowest = Math.Min(lowest, piece.Score);
        }

        _unknownScore = lowest - UnknownPenalty;
    }

    /// <summary>Gets the number of pieces.</summary>
    public int VocabularySize => _vocabulary.Pieces.Count;

    /// <summary>Opens the tokenizer among the files of a model: spiece.model, else tokenizer.json.</summary>
    /// <param name="files">The files.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="ModelFormatException">Neither is there, or it holds no unigram model.</exception>
    public static UnigramTokenizer Open(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Find("spiece.model") is { } pieces)
            return new UnigramTokenizer(SentencePieceFile.Read(pieces));
        return files.Find("tokenizer.json") is { } json
            ? new UnigramTokenizer(TokenizerJson.Read(json))
            : throw new ModelFormatException(
                files.Location, "spiece.model", "is missing, and so is tokenizer.json, which would do as well.");
    }

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most tokens to give, at least 1.</param>
    /// <returns>The ids of the pieces, with that of the end of a text behind them.</returns>
    public IReadOnlyList<int> Encode(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var ids = Cut(_vocabulary.Normalizer.Normalize(text));
        return [.. ids.Take(most - 1), _vocabulary.End];
    }

    // best[i] is the largest sum of scores of pieces that make up the first i characters; a sum that is as large as another does not
    // replace it. Unknown characters in a row are one token.
    private List<int> Cut(string text)
    {
        var best = new (float Score, int From, int Id)[text.Length + 1];
        Array.Fill(best, (0, -1, -1), 1, text.Length);
        var lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var from = 0; from < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(from), out _, out var character);
            var (score, hasCharacter) = (best[from].Score, false);
            for (var length = character; length <= Math.Min(_longest, text.Length - from); length++)
            {
                if (!lookup.TryGetValue(text.AsSpan(from, length), out var id))
                    continue;
                Reach(from + length, score + _vocabulary.Pieces[id].Score, from, id);
                hasCharacter |= length == character;
            }

            if (!hasCharacter)
                Reach(from + character, score + _unknownScore, from, _vocabulary.Unknown);
            from += character;
        }

        var ids = new List<int>();
        for (var end = text.Length; end > 0; end = best[end].From)
        {
            if (best[end].Id != _vocabulary.Unknown || ids.Count == 0 || ids[^1] != _vocabulary.Unknown)
                ids.Add(best[end].Id);
        }

        ids.Reverse();
        return ids;

        void Reach(int place, float score, int from, int id)
        {
            if (best[place].From < 0 || score > best[place].Score)
                best[place] = (score, from, id);
        }
    }
}
