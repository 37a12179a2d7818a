using TinyAudioDiffusion.Models.Text.Tokens;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>The readers of tokenizers, and a text cut by what they read.</summary>
internal static class TokenizerTargets
{
    /// <summary>A model of SentencePiece: protobuf, with a map of characters inside.</summary>
    public static FuzzTarget SentencePiece() => Create("spiece", "relu/spiece.model", ["\u2581", "\n", "nmt_nfkc", "\u00FF\u00FF\u00FF"]);

    /// <summary>A tokenizer.json.</summary>
    public static FuzzTarget Json(IReadOnlyList<string> words)
        => Create("tokenizer-json", "gated-gelu/tokenizer.json", ["Unigram", "vocab", "unk_id", "Precompiled", .. words]);

    private static FuzzTarget Create(string name, string file, IReadOnlyList<string> words)
    {
        var start = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "t5", file));
        var fileName = Path.GetFileName(file);
        return new FuzzTarget(name, [start], bytes => Cut(fileName, bytes), words);
    }

    private static void Cut(string name, byte[] content)
    {
        var files = new ModelFiles("fuzz", [new ModelFile(name, name, () => new MemoryStream(content, writable: false))]);
        UnigramTokenizer.Open(files).Encode("a dark, short kick \u2581 \u00e9\ufb01", 64);
    }
}
