namespace TinyAudioDiffusion;

/// <summary>From a word and those before it to the value of a slider: how far from the middle, 0.5, and which way.</summary>
internal static class SliderValue
{
    private const double Plain = 0.3;
    private const double Small = 0.15;
    private const double Large = 0.4;

    /// <summary>Tells the value.</summary>
    /// <param name="word">The word.</param>
    /// <param name="direction">Which way the word moves this slider, 1 or -1.</param>
    /// <param name="pending">The words before it.</param>
    /// <param name="before">The slider's value so far; null where nothing set it.</param>
    public static double Of(CharacterWord word, double direction, PendingWords pending, double? before)
    {
        if (pending.Number is { } number)
            return direction > 0 ? number : 1 - number;
        var sign = direction * (pending.Amount ?? 1) * (pending.Comparison < 0 ? -1 : 1);
        if (pending.IsWithout || pending.Degree == Degree.Hardly)
            return From(-sign, pending.IsWithout ? Large : Plain);

        // "dark but not too dark": less of it, and still dark. Without a dark before it, "not too dark" leans the other way.
        if (pending.IsNot && pending.Degree is not null)
            return before is { } value && (value - 0.5) * sign > 0 ? From(sign, Small) : From(-sign, 0.1);
        return pending.IsNot ? From(-sign, Small) : From(sign, AmountOf(word, pending));
    }

    private static double AmountOf(CharacterWord word, PendingWords pending)
    {
        if (word.IsMost || (pending.Degree == Degree.Extreme && !word.IsCompared))
            return 0.48;
        var isCompared = word.IsCompared || pending.Comparison != 0;
        return pending.Degree switch
        {
            Degree.Middle => word.IsNoun ? 0 : 0.2,
            Degree.Slight => isCompared ? 0.1 : Small,
            Degree.Fair => isCompared ? Small : 0.2,
            Degree.Strong or Degree.Extreme => isCompared ? Plain : Large,
            _ => isCompared ? Small : Plain,
        };
    }

    private static double From(double sign, double amount) => Math.Round(0.5 + (Math.Sign(sign) * amount), 2);
}
