namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>Where the texts come from that a model which reads text learns with its sounds.</summary>
public enum CaptionSource
{
    /// <summary>A person wrote them: the column "caption" of the CSV file, or beside dark.wav the file dark.txt.</summary>
    Written,

    /// <summary>
    /// They are made from the sounds: the class, and the words for what is measured as unusual within the class, "dark short kick".
    /// Computed drums and recordings without texts serve as well.
    /// </summary>
    Described,
}
