using System.Globalization;
using System.Text.RegularExpressions;

namespace TinyAudioDiffusion;

/// <summary>
/// Reads a description from left to right. Degrees and negations wait for the word that they belong to; the longest phrase that is known
/// counts. Of two words for one slider the one that says nothing else counts more ("short" more than "boomy"), then the later one.
/// </summary>
internal sealed partial class DescriptionReader(string text)
{
    private const int OfStyle = 0;
    private const int OfSeveral = 1;
    private const int OfOne = 2;

    private readonly string[] _tokens = [.. Tokens().Matches(text.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal)
        .Replace("’", "", StringComparison.Ordinal)).Select(match => match.Value)];
    private readonly List<DescribedDrum> _drums = [];
    private readonly List<string> _notUnderstood = [];
    private readonly List<string> _styles = [];
    private readonly (DescribedSlider Slider, int Rank)?[] _sliders = new (DescribedSlider, int)?[CharacterSpace.ControlNames.Count];
    private readonly PendingWords _pending = new();
    private (string Words, string Class)? _hat;
    private Last? _last;
    private int _next;

    /// <summary>Reads it all.</summary>
    public DrumDescription Read()
    {
        while (_next < _tokens.Length)
        {
            if (!(ReadDrum() || ReadLater() || ReadPending() || ReadCharacter()))
                NotUnderstood(_tokens[_next++]);
        }

        if (_hat is { } hat)
            _notUnderstood.Add(hat.Words);
        NotUnderstood(null);
        ApplyStyles();
        return new DrumDescription(
            text, _drums, [.. _sliders.Where(slider => slider is not null).Select(slider => slider!.Value.Slider)], _notUnderstood);
    }

    private bool ReadDrum()
    {
        for (var count = DrumWords.LongestPhrase; count > 0; count--)
        {
            if (Phrase(count) is { } phrase && DrumWords.Find(phrase) is var (kind, name))
            {
                _next += count;
                Add(kind, name, phrase);
                return true;
            }
        }

        // "open hat", "hat, open": waits for its hat, or finds it behind.
        var word = _tokens[_next];
        if (DrumWords.FindHat(word) is not { } hat)
            return false;
        _next++;
        var place = _drums.FindIndex(drum => drum.Class == "hihat");
        if (place >= 0)
            _drums[place] = _drums[place] with { Class = hat, Words = $"{_drums[place].Words} {word}" };
        else
            _hat = (word, hat);
        return true;
    }

    private void Add(DrumKind kind, string name, string phrase)
    {
        if (_pending.IsNot || _pending.IsWithout)
        {
            NotUnderstood(phrase);
            return;
        }

        var share = _pending.Number ?? (_pending.Degree is Degree.Slight ? 0.3 : 1);
        if (_pending is { Number: null, Degree: not Degree.Slight })
            NotUnderstood(null);
        var words = _pending.Take(phrase);
        if (name == "hihat" && _hat is { } hat)
            (name, words, _hat) = (hat.Class, $"{hat.Words} {words}", null);
        if (phrase.StartsWith("floor ", StringComparison.Ordinal))
            Set(2, 0.2, words, OfSeveral);
        if (share > 0 && !_drums.Exists(drum => drum.Class == name))
            _drums.Add(new DescribedDrum(kind, name, share, words));
        _last = null;
    }

    // What changes the word before: "dark as possible", "not bright at all", "or" behind a negation, the number behind "decay".
    private bool ReadLater()
    {
        if (_last is { } last)
        {
            if (Phrase(2) is "as possible")
            {
                _next += 2;
                Repeat(last, Degree.Extreme);
                return true;
            }

            if (Phrase(2) is "at all" && last.IsNot)
            {
                _next += 2;
                Repeat(last with { IsNot = false, IsWithout = true }, null);
                return true;
            }

            if (_tokens[_next] is "or" or "nor" && (last.IsNot || last.IsWithout))
            {
                (_pending.IsNot, _pending.IsWithout) = (last.IsNot, last.IsWithout);
                _pending.Add(last.IsNot ? "not" : "without");
                _next++;
                return true;
            }

            if (last.Word.IsNoun && NumberAt(_next) is { } number)
            {
                _next++;
                _pending.Number = number;
                Repeat(last, null);
                return true;
            }
        }

        return false;
    }

    private void Repeat(Last last, Degree? degree)
    {
        (_pending.Degree, _pending.IsNot, _pending.IsWithout) = (degree ?? _pending.Degree, last.IsNot, last.IsWithout);
        foreach (var (control, direction) in last.Word.Moves)
            _sliders[control] = null;
        Apply(last.Word, last.Words, last.Word.Moves.Count > 1 ? OfSeveral : OfOne);
    }

    private bool ReadPending()
    {
        var word = _tokens[_next];
        if (word is "more" or "less")
        {
            _pending.Comparison = word == "more" ? 1 : -1;
        }
        else if (DegreeWords.IsNot(word))
        {
            _pending.IsNot = true;
        }
        else if (DegreeWords.IsWithout(word))
        {
            _pending.IsWithout = true;
        }
        else if (CharacterWords.IsStyle(word))
        {
            _styles.Add(word);
            _next++;
            return true;
        }
        else if (NumberAt(_next) is { } number)
        {
            _pending.Number = number;
        }
        else if (CharacterWords.AmountBefore(word, _next + 1 < _tokens.Length ? CharacterWords.Find(_tokens[_next + 1]) : null) is { } sign)
        {
            _pending.Amount = sign;
        }
        else
        {
            return ReadDegree() || ReadSilent();
        }

        _pending.Add(word);
        _next++;
        return true;
    }

    private bool ReadDegree()
    {
        for (var count = DegreeWords.LongestPhrase; count > 0; count--)
        {
            if (Phrase(count) is not { } phrase || DegreeWords.Find(phrase) is not { } degree)
                continue;
            _pending.Degree = degree;
            _pending.Add(phrase);
            _next += count;
            return true;
        }

        return false;
    }

    private bool ReadSilent()
    {
        if (!DegreeWords.IsSilent(_tokens[_next]))
            return false;
        if (_tokens[_next] is "but" or "and" or "with" or "plus")
            NotUnderstood(null); // what waited belongs to nothing
        _next++;
        return true;
    }

    private bool ReadCharacter()
    {
        var (word, count) = Phrase(2) is "high pitched" or "low pitched"
            ? (string.Concat(_tokens[_next], _tokens[_next + 1]), 2) : (_tokens[_next], 1);
        if (CharacterWords.Find(word) is not { } found)
            return false;
        var words = Phrase(count)!;
        _next += count;
        var (isNot, isWithout) = (_pending.IsNot, _pending.IsWithout);
        Apply(found, words, found.Moves.Count > 1 ? OfSeveral : OfOne);
        _last = new Last(found, words, isNot, isWithout);
        return true;
    }

    private void Apply(CharacterWord word, string words, int rank)
    {
        var values = word.Moves.Select(
            move => (move.Control, SliderValue.Of(word, move.Amount, _pending, _sliders[move.Control]?.Slider.Value))).ToList();
        var all = _pending.Take(words);
        foreach (var (control, value) in values)
            Set(control, value, all, rank);
    }

    private void Set(int control, double value, string words, int rank)
    {
        if (_sliders[control] is not { } known || rank >= known.Rank)
            _sliders[control] = (new DescribedSlider(CharacterSpace.ControlNames[control], Math.Clamp(value, 0, 1), words), rank);
    }

    private void ApplyStyles()
    {
        foreach (var style in _styles)
        {
            if (_drums.Select(drum => CharacterWords.FindStyle(style, drum.Class)).FirstOrDefault(word => word is not null) is { } meant)
                Apply(meant, style, OfStyle);
            else
                _notUnderstood.Add(style);
        }
    }

    private void NotUnderstood(string? word)
    {
        if (_pending.Take(word) is { Length: > 0 } words)
            _notUnderstood.Add(words);
        _last = null;
    }

    private string? Phrase(int count) => _next + count <= _tokens.Length ? string.Join(' ', _tokens, _next, count) : null;

    private double? NumberAt(int place)
    {
        var token = _tokens[place];
        var isShare = token.EndsWith('%');
        if (!double.TryParse(isShare ? token[..^1] : token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        number = isShare ? number / 100 : number;
        return number is >= 0 and <= 1 ? number : null;
    }

    [GeneratedRegex(@"[0-9]+(?:\.[0-9]+)?%?|\.[0-9]+|\p{L}+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tokens();

    private sealed record Last(CharacterWord Word, string Words, bool IsNot, bool IsWithout);
}
