namespace TinyAudioDiffusion;

/// <summary>
/// What a description in English asks for ("dark short 808 kick"): drums, and sliders for their character. Words are looked up in a fixed
/// vocabulary, with degrees ("very", "slightly"), comparatives ("brighter") and negations ("not bright", "without punch"); the same text
/// always means the same. docs/text.md lists the words.
/// </summary>
public sealed record DrumDescription
{
    internal DrumDescription(
        string text, IReadOnlyList<DescribedDrum> drums, IReadOnlyList<DescribedSlider> sliders, IReadOnlyList<string> notUnderstood)
        => (Text, Drums, Sliders, NotUnderstood) = (text, drums, sliders, notUnderstood);

    /// <summary>Gets the text.</summary>
    public string Text { get; }

    /// <summary>Gets the drums that it names, in its order; more than one for a blend. Empty where it names none.</summary>
    public IReadOnlyList<DescribedDrum> Drums { get; }

    /// <summary>Gets the sliders that it sets, in the order of <see cref="CharacterSpace.ControlNames"/>.</summary>
    public IReadOnlyList<DescribedSlider> Sliders { get; }

    /// <summary>Gets the words that were not understood, in the text's order.</summary>
    public IReadOnlyList<string> NotUnderstood { get; }

    /// <summary>Gets whether anything was understood.</summary>
    public bool IsUnderstood => Drums.Count > 0 || Sliders.Count > 0;

    /// <summary>Gets the sliders as options take them; null where the text sets none.</summary>
    public CharacterSliders? Character => Sliders.Count == 0 ? null : new CharacterSliders
    {
        Brightness = ValueOf(0),
        Decay = ValueOf(1),
        Pitch = ValueOf(2),
        Punch = ValueOf(3),
        Noisiness = ValueOf(4),
    };

    /// <summary>Reads a text.</summary>
    /// <param name="text">English words; case and punctuation do not matter.</param>
    /// <returns>What it asks for. Nothing makes it fail: what was not understood is told.</returns>
    public static DrumDescription Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DescriptionReader(text).Read();
    }

    private double? ValueOf(int control)
        => Sliders.FirstOrDefault(slider => slider.Name == CharacterSpace.ControlNames[control])?.Value;
}
