using System.Text;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Text.Tokens;

/// <summary>Reads spiece.model: SentencePiece's own file, of which pieces, scores and normalisation are needed here.</summary>
internal static class SentencePieceFile
{
    private const int Pieces = 1;
    private const int TrainerSpecification = 2;
    private const int NormalizerSpecification = 3;
    private const int NormalPiece = 1;
    private const int UserDefinedPiece = 4;
    private const int UnigramModel = 1;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFormatException">It is no such file, or holds no unigram model.</exception>
    public static UnigramVocabulary Read(ModelFile file)
    {
        var message = LimitedFile.Read(file, UnigramVocabulary.MostBytes);
        var reader = new ProtobufReader(file.DisplayPath, message);
        var (pieces, unknown, normalizer) = (new List<UnigramPiece>(), 0, new TextNormalizer(file.DisplayPath, []));
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case Pieces when pieces.Count <= UnigramVocabulary.MostPieces:
                    pieces.Add(ReadPiece(file.DisplayPath, reader.Bytes));
                    break;
                case TrainerSpecification:
                    unknown = ReadUnknown(file.DisplayPath, reader.Bytes);
                    break;
                case NormalizerSpecification:
                    normalizer = ReadNormalizer(file.DisplayPath, reader.Bytes);
                    break;
            }
        }

        return UnigramVocabulary.Of(file.DisplayPath, pieces, unknown, normalizer);
    }

    private static UnigramPiece ReadPiece(string file, ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(file, message);
        var (text, score, type) = ("", 0f, (long)NormalPiece);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    text = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 2:
                    score = reader.Single;
                    break;
                case 3:
                    type = reader.Number;
                    break;
            }
        }

        return type == UserDefinedPiece
            ? throw new ModelFormatException(file, text, "is a piece that its author defined, which is not supported.")
            : new UnigramPiece(text, score, type == NormalPiece);
    }

    private static int ReadUnknown(string file, ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(file, message);
        var (type, unknown) = ((long)UnigramModel, 0L);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 3:
                    type = reader.Number;
                    break;
                case 40:
                    unknown = reader.Number;
                    break;
            }
        }

        if (type != UnigramModel)
            throw new ModelFormatException(file, "model_type", $"is {type}, but only unigram models (1) are read.");
        return unknown is >= 0 and <= int.MaxValue ? (int)unknown : -1;
    }

    private static TextNormalizer ReadNormalizer(string file, ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(file, message);
        var table = ReadOnlySpan<byte>.Empty;
        var (adds, removes) = (true, true);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 2:
                    table = reader.Bytes;
                    break;
                case 3:
                    adds = reader.Number != 0;
                    break;
                case 4:
                    removes = reader.Number != 0;
                    break;
                case 5 when reader.Number == 0:
                    throw new ModelFormatException(file, "escape_whitespaces", "is off, which is not supported.");
            }
        }

        return new TextNormalizer(file, table) { AddsSpace = adds, RemovesSpaces = removes };
    }
}
