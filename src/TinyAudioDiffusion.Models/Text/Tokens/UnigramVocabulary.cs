namespace TinyAudioDiffusion.Models.Text.Tokens;

/// <summary>The pieces of a unigram model with their scores, and how texts are normalised before they are cut.</summary>
/// <param name="Pieces">The pieces by id.</param>
/// <param name="Unknown">The id of what is no piece.</param>
/// <param name="End">The id of the end of a text.</param>
/// <param name="Normalizer">Normalises texts.</param>
internal sealed record UnigramVocabulary(IReadOnlyList<UnigramPiece> Pieces, int Unknown, int End, TextNormalizer Normalizer)
{
    /// <summary>The most pieces of a file.</summary>
    public const int MostPieces = 1 << 20;

    /// <summary>The largest file that is read.</summary>
    public const int MostBytes = 1 << 26;

    /// <summary>Checks what every reader has found.</summary>
    /// <exception cref="ModelFormatException">There are no pieces, or one that is needed is missing.</exception>
    public static UnigramVocabulary Of(string file, IReadOnlyList<UnigramPiece> pieces, int unknown, TextNormalizer normalizer)
    {
        if (pieces.Count is 0 or > MostPieces)
            throw new ModelFormatException(file, "pieces", $"are {pieces.Count}, but must be from 1 to {MostPieces}.");
        if (unknown < 0 || unknown >= pieces.Count)
            throw new ModelFormatException(file, "unk_id", $"is {unknown}, but there are {pieces.Count} pieces.");
        for (var id = 0; id < pieces.Count; id++)
        {
            if (!float.IsFinite(pieces[id].Score))
                throw new ModelFormatException(file, $"pieces[{id}]", "has a score that is no number.");
        }

        var end = pieces.Index().FirstOrDefault(piece => piece.Item.Text == "</s>", (-1, default)).Index;
        return end >= 0
            ? new UnigramVocabulary(pieces, unknown, end, normalizer)
            : throw new ModelFormatException(file, "pieces", "have no \"</s>\", the end of a text.");
    }
}

/// <summary>A piece of a unigram model.</summary>
/// <param name="Text">Its text, with U+2581 in place of spaces.</param>
/// <param name="Score">The logarithm of its probability.</param>
/// <param name="IsText">Whether texts are made of it; false for the end of a text and the like.</param>
internal readonly record struct UnigramPiece(string Text, float Score, bool IsText);
