namespace TinyAudioDiffusion.Cli.Train;

/// <summary>A curve of one line of text: the whole run, however long, in a fixed number of columns.</summary>
/// <param name="columns">The most columns, at least 2.</param>
/// <remarks>Each column is the mean of equally many values. When all columns are taken, pairs of them become one, so that the memory stays small.</remarks>
internal sealed class Sparkline(int columns)
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    private readonly List<double> _means = [];
    private double _sum;
    private int _count;
    private int _valuesPerColumn = 1;

    /// <summary>Adds a value; one that is not finite is left out.</summary>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
            return;
        (_sum, _count) = (_sum + value, _count + 1);
        if (_count < _valuesPerColumn)
            return;
        _means.Add(_sum / _count);
        (_sum, _count) = (0, 0);
        if (_means.Count < columns * 2)
            return;
        for (var i = 0; i < columns; i++)
            _means[i] = (_means[2 * i] + _means[(2 * i) + 1]) / 2;
        _means.RemoveRange(columns, _means.Count - columns);
        _valuesPerColumn *= 2;
    }

    /// <summary>The curve, from the least value at the bottom to the largest at the top, both taken logarithmically where all are positive.</summary>
    public override string ToString()
    {
        if (_means.Count == 0)
            return "";
        var shown = Shown();
        var logarithmic = shown.TrueForAll(value => value > 0);
        if (logarithmic)
            shown = shown.ConvertAll(Math.Log);
        var (least, most) = (shown.Min(), shown.Max());
        return string.Concat(shown.Select(value => Blocks[most > least ? (int)Math.Round((value - least) / (most - least) * (Blocks.Length - 1)) : 0]));
    }

    // Up to twice as many values as columns are kept: they are shown in pairs when they do not fit.
    private List<double> Shown()
    {
        if (_means.Count <= columns)
            return _means;
        var shown = new List<double>();
        for (var i = 0; i < columns; i++)
        {
            var (first, last) = (i * _means.Count / columns, (i + 1) * _means.Count / columns);
            shown.Add(_means[first..last].Average());
        }

        return shown;
    }
}
