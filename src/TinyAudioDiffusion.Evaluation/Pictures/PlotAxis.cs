namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>An axis of a plot: its range, and where to put marks.</summary>
internal sealed class PlotAxis
{
    private readonly double _from;
    private readonly double _to;
    private readonly bool _logarithmic;

    /// <summary>Makes an axis for values from least to most, with a little room on both sides unless the ends are tight.</summary>
    public PlotAxis(double least, double most, bool logarithmic, bool tight)
    {
        _logarithmic = logarithmic;
        (_from, _to) = (Scale(least), Scale(most));
        var room = _to - _from;
        if (!(room > 0))
            (_from, _to) = logarithmic
                ? (_from - 0.1, _to + 0.1)
                : (_from - Math.Max(Math.Abs(_from) * 0.1, 1e-12), _to + Math.Max(Math.Abs(_to) * 0.1, 1e-12));
        else if (!tight)
            (_from, _to) = (_from - (room * 0.05), _to + (room * 0.05));
    }

    /// <summary>Computes the place of a value: 0 at the beginning of the axis, 1 at its end.</summary>
    public double Place(double value) => (Scale(value) - _from) / (_to - _from);

    /// <summary>Round values within the range: 1, 2 or 5 times powers of ten.</summary>
    /// <param name="wanted">About how many.</param>
    public IEnumerable<double> Marks(int wanted) => _logarithmic && _to - _from > 0.9 ? LogarithmicMarks() : LinearMarks(wanted);

    private IEnumerable<double> LogarithmicMarks()
    {
        double[] factors = _to - _from > 4 ? [1] : _to - _from > 1.6 ? [1, 3] : [1, 2, 5];
        for (var power = (int)Math.Floor(_from); power <= _to; power++)
        {
            foreach (var factor in factors)
            {
                var value = factor * Math.Pow(10, power);
                if (Place(value) is >= 0 and <= 1)
                    yield return value;
            }
        }
    }

    private IEnumerable<double> LinearMarks(int wanted)
    {
        var (least, most) = (Unscale(_from), Unscale(_to));
        var rough = (most - least) / wanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        for (var i = Math.Ceiling(least / step); i * step <= most && !double.IsInfinity(i); i++)
            yield return (i * step) + 0.0; // no negative zero
    }

    private double Scale(double value) => _logarithmic ? Math.Log10(value) : value;

    private double Unscale(double value) => _logarithmic ? Math.Pow(10, value) : value;
}
