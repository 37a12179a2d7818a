using System.Buffers.Binary;
using System.Text.Json;
using TinyAudioDiffusion.Models.Text.Tokens;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Text;

/// <summary>Tokens against SentencePiece's own, from both kinds of files; and damaged files.</summary>
public sealed class UnigramTokenizerTests
{
    private const string Pieces = "t5/relu/spiece.model";
    private const string Json = "t5/gated-gelu/tokenizer.json";

    public static TheoryData<string> Files => [Pieces, Json];

    [Theory]
    [MemberData(nameof(Files))]
    public void Encode_GivesTheTokensOfSentencePiece(string file)
    {
        var tokenizer = Open(Fixtures.File(file));
        using var golden = JsonDocument.Parse(Fixtures.Bytes("t5/tokens.json"));
        Assert.True(golden.RootElement.GetArrayLength() > 10);
        foreach (var row in golden.RootElement.EnumerateArray())
        {
            var expected = row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).Append(1);
            Assert.Equal(expected, tokenizer.Encode(row.GetProperty("text").GetString()!, 1000));
        }
    }

    [Fact]
    public void Encode_CutsALongText_AndKeepsItsEnd()
    {
        var tokenizer = Open(Fixtures.File(Pieces));
        var all = tokenizer.Encode("dark short kick", 100);
        Assert.Equal(4, all.Count);
        Assert.Equal([all[0], all[1], 1], tokenizer.Encode("dark short kick", 3));
        Assert.Equal([1], tokenizer.Encode("dark short kick", 1));
        Assert.Equal([1], tokenizer.Encode("\ud800", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Encode("kick", 0));
    }

    [Fact]
    public void Open_WithoutAFile_SaysWhichIsMissing()
    {
        var exception = Assert.Throws<ModelFormatException>(() => UnigramTokenizer.Open(new ModelFiles("here", [])));
        Assert.Contains("spiece.model", exception.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer.json", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Cut anywhere, or with any byte changed: a tokenizer or a typed error, and no other exception.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Open_Damaged_GivesATypedError(string file)
    {
        var content = Fixtures.Bytes(file);
        var name = Path.GetFileName(file);
        for (var i = 0; i < content.Length; i += 1 + (content.Length / 300))
        {
            Try(content[..i]);
            var changed = content.ToArray();
            changed[i] ^= 0x55;
            Try(changed);
        }

        void Try(byte[] bytes)
        {
            try
            {
                var tokenizer = Open(new ModelFile(name, name, () => new MemoryStream(bytes)));
                Assert.All(tokenizer.Encode("dark Short ｋick ½", 20), id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
            }
            catch (ModelFormatException)
            {
                // what a damaged file is for
            }
        }
    }

    [Theory]
    [InlineData("""{"model": {"type": "BPE", "vocab": [], "unk_id": 0}}""", "only \"Unigram\"")]
    [InlineData("""{"model": {"type": "Unigram", "vocab": [], "unk_id": 0}}""", "from 1 to")]
    [InlineData("""{"model": {"type": "Unigram", "vocab": [["a", 0]], "unk_id": 0}}""", "</s>")]
    [InlineData("""{"model": {"type": "Unigram", "vocab": [["</s>", 0]], "unk_id": 5}}""", "unk_id")]
    [InlineData("""{"model": {"type": "Unigram", "vocab": [["</s>"]], "unk_id": 0}}""", "vocab")]
    [InlineData("""{"model": 3}""", "not valid JSON")]
    [InlineData("[", "not valid JSON")]
    public void Open_OtherJson_IsRefusedWithAReason(string json, string expected)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);
        var exception = Assert.Throws<ModelFormatException>(
            () => Open(new ModelFile("tokenizer.json", "tokenizer.json", () => new MemoryStream(bytes))));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithATableThatLies_IsRefused()
    {
        var table = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(table, 400);
        var json = $$$"""
            {"normalizer": {"type": "Precompiled", "precompiled_charsmap": "{{{Convert.ToBase64String(table)}}}"},
             "model": {"type": "Unigram", "vocab": [["</s>", 0]], "unk_id": 0}}
            """;
        var exception = Assert.Throws<ModelFormatException>(() => Open(
            new ModelFile("tokenizer.json", "tokenizer.json", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)))));
        Assert.Contains("precompiled_charsmap", exception.Message, StringComparison.Ordinal);
    }

    private static UnigramTokenizer Open(ModelFile file) => UnigramTokenizer.Open(new ModelFiles("here", [file]));
}
