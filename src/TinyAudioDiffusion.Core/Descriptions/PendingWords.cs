namespace TinyAudioDiffusion;

/// <summary>The words that were read and wait for the word that they belong to.</summary>
internal sealed class PendingWords
{
    private readonly List<string> _words = [];

    public Degree? Degree { get; set; }

    /// <summary>Gets or sets 1 for "more", -1 for "less", 0 for neither.</summary>
    public int Comparison { get; set; }

    public bool IsNot { get; set; }

    public bool IsWithout { get; set; }

    /// <summary>Gets or sets a number from 0 to 1, as "30%".</summary>
    public double? Number { get; set; }

    /// <summary>Gets or sets the sign of an adjective of amount before a noun: "low".</summary>
    public int? Amount { get; set; }

    public void Add(string words) => _words.Add(words);

    /// <summary>Gives all words that wait with one behind them, and forgets them.</summary>
    public string Take(string? last = null)
    {
        var text = string.Join(' ', last is null ? _words : _words.Append(last));
        Clear();
        return text;
    }

    private void Clear()
    {
        _words.Clear();
        (Degree, Comparison, IsNot, IsWithout, Number, Amount) = (null, 0, false, false, null, null);
    }
}
