namespace TinyAudioDiffusion.Models.Networks;

/// <summary>The names of the library's text embedders in model files.</summary>
public static class TextEmbedderNames
{
    /// <summary>A token of fixed random numbers for each word.</summary>
    public const string Words = "words";

    /// <summary>The encoder of a T5 model.</summary>
    public const string T5 = "t5";
}
