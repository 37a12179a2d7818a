namespace TinyAudioDiffusion.Cli.Train;

/// <summary>A curve in one line of text: the whole run, however long, in a fixed number of columns.</summary>
/// <param name="columns">The most columns, at least 2.</param>
/// <remarks>
/// Each column is the mean of equally many values. When all columns are taken, each pair of them becomes one, so that the memory stays small.
/// </remarks>
internal sealed class Sparkline(int columns)
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    private readonly List<double> _means = [];
    private double _sum;
    private int _count;
    private int _valuesPerColumn = 1;

    /// <summary>Adds a value, unless it is not finite.</summary>
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

    /// <summary>Draws the curve, from the least value at the bottom to the largest at the top, both taken logarithmically where all are positive.</summary>
    public override string ToString()
    {
        if (_means.Count == 0)
            return "";
        var shown = Shown();
        var logarithmic = shown.TrueForAll(value => value > 0);
        if (logarithmic)
            shown = shown.ConvertAll(Math.Log);
        var (least, most) = (shown.Min(), shown.Max());
        var scale = most > least ? (Blocks.Length - 1) / (most - least) : 0;
        return string.Concat(shown.Select(value => Blocks[(int)Math.Round((value - least) * scale)]));
    }

    // The list holds up to twice as many values as there are columns. Where they do not fit, several share a column.
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
