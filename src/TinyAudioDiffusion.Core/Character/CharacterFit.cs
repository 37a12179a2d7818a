namespace TinyAudioDiffusion;

/// <summary>Finds the coordinates of characters and their distributions in recordings.</summary>
public sealed class CharacterFit
{
    private const int QuantileCount = 11;
    private const double Shrinkage = 12; // a class of so many sounds trusts its own covariance as much as that of all classes
    private const double Ridge = 0.02;

    private readonly List<(int Class, double[] Controls, double[] Picture)> _sounds = [];
    private readonly int _classes;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="classes">The number of classes, at least 1.</param>
    public CharacterFit(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        _classes = classes;
    }

    /// <summary>Gets the number of sounds so far.</summary>
    public int Count => _sounds.Count;

    /// <summary>Adds a recording.</summary>
    /// <param name="class">Its class, from 0.</param>
    /// <param name="samples">The samples at 44.1 kHz, [channels, length].</param>
    /// <param name="channels">The number of channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int @class, ReadOnlySpan<float> samples, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(@class);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(@class, _classes);
        var mono = CharacterSpace.Mean(samples, channels);
        _sounds.Add((@class, CharacterSpace.Scaled(SoundControls.Of(mono, CharacterSpace.SampleRate)), SoundPicture.Of(mono)));
    }

    /// <summary>Fits the space to the sounds within their classes, and a prior to each class.</summary>
    /// <param name="components">The number of principal components of the picture, from 1 to 64.</param>
    /// <returns>The space, and one prior for each class; null for a class without a sound.</returns>
    /// <exception cref="InvalidOperationException">There are fewer than two sounds, or no two of one class that differ.</exception>
    public (CharacterSpace Space, IReadOnlyList<CharacterPrior?> Priors) Fit(int components = 12)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(components);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(components, 64);
        if (_sounds.Count < 2)
            throw new InvalidOperationException("Characters are fitted to two sounds at least.");
        var space = Space(components);
        var characters = _sounds.Select(sound => (sound.Class, Values: Place(space, sound.Controls, sound.Picture))).ToList();
        var pooled = Covariance(Deviations(characters), space.Size);
        return (space, [.. Enumerable.Range(0, _classes).Select(@class => Prior([.. characters.Where(sound => sound.Class == @class).Select(sound => sound.Values)], pooled, space.Size))]);
    }

    private CharacterSpace Space(int components)
    {
        var pictures = Deviations(_sounds.Select(sound => (sound.Class, sound.Picture)));
        var controls = Deviations(_sounds.Select(sound => (sound.Class, sound.Controls)));
        var directions = Principal(Covariance(pictures, SoundPicture.Cells), components);
        return new CharacterSpace
        {
            ControlCentres = [.. Mean(_sounds.Select(sound => sound.Controls)).Select(Rounded)],
            ControlScales = [.. Diagonal(Covariance(controls, CharacterSpace.ControlNames.Count)).Select(variance => Rounded(Math.Sqrt(Math.Max(variance, 1e-6))))],
            PictureCentre = [.. Mean(_sounds.Select(sound => sound.Picture)).Select(Rounded)],
            Components = [.. directions.Select(direction => direction.Select(Rounded).ToArray())],
        };
    }

    private static double[] Place(CharacterSpace space, double[] controls, double[] picture)
    {
        var values = controls.Select((value, i) => (value - space.ControlCentres[i]) / space.ControlScales[i]);
        var coordinates = space.Components.Select(weights => picture.Select((cell, i) => weights[i] * (cell - space.PictureCentre[i])).Sum());
        return [.. values, .. coordinates];
    }

    private static CharacterPrior? Prior(List<double[]> own, double[,] pooled, int size)
    {
        if (own.Count == 0)
            return null;
        var mean = Mean(own);
        var covariance = Covariance([.. own.Select(values => Less(values, mean))], size);
        var trust = own.Count / (own.Count + Shrinkage);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                covariance[i, j] = (trust * covariance[i, j]) + ((1 - trust) * pooled[i, j]) + (i == j ? Ridge : 0);
        }

        return new CharacterPrior
        {
            Mean = [.. mean.Select(Rounded)],
            Factor = [.. Cholesky(covariance)],
            Quantiles = [.. CharacterSpace.ControlNames.Select((_, control) => Quantiles([.. own.Select(values => values[control]).Order()], Math.Sqrt(covariance[control, control])))],
        };
    }

    // The 5th and 95th hundredth stand for the ends: beyond them are strangers. A class of few sounds reaches as far as its Gaussian.
    private static double[] Quantiles(List<double> sorted, double spread)
    {
        const double Ends = 0.05;
        const int Enough = 10;
        if (sorted.Count < Enough)
            return [Rounded(sorted.Average() - (1.5 * spread)), Rounded(sorted.Average()), Rounded(sorted.Average() + (1.5 * spread))];
        var table = new double[QuantileCount];
        for (var i = 0; i < QuantileCount; i++)
        {
            var place = (Ends + ((1 - (2 * Ends)) * i / (QuantileCount - 1))) * (sorted.Count - 1);
            var below = Math.Min((int)place, sorted.Count - 2);
            table[i] = Rounded(sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])));
        }

        return table;
    }

    // The leading eigenvectors by powers of the matrix, each divided by the root of its eigenvalue.
    private static List<double[]> Principal(double[,] covariance, int count)
    {
        const int Rounds = 300;
        var (size, found) = (covariance.GetLength(0), new List<(double[] Direction, double Value)>());
        for (var component = 0; component < count; component++)
        {
            var direction = new double[size];
            for (var i = 0; i < size; i++)
                direction[i] = 1 + ((((i + 1) * (component + 3)) % 17) / 17.0);
            var value = 0.0;
            for (var round = 0; round < Rounds; round++)
            {
                var next = Times(covariance, direction);
                foreach (var (other, _) in found)
                    Remove(next, other);
                value = Math.Sqrt(next.Sum(x => x * x));
                if (value < 1e-9)
                    throw new InvalidOperationException($"The sounds differ within their classes in {component} components only; {count} were asked for.");
                direction = [.. next.Select(x => x / value)];
            }

            found.Add((direction, value));
        }

        return [.. found.Select(item => item.Direction.Select(x => x / Math.Sqrt(item.Value)).ToArray())];
    }

    private static double[] Times(double[,] matrix, double[] vector)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < vector.Length; i++)
        {
            for (var j = 0; j < vector.Length; j++)
                product[i] += matrix[i, j] * vector[j];
        }

        return product;
    }

    private static void Remove(double[] vector, double[] direction)
    {
        var dot = vector.Select((x, i) => x * direction[i]).Sum();
        for (var i = 0; i < vector.Length; i++)
            vector[i] -= dot * direction[i];
    }

    private static List<double[]> Cholesky(double[,] matrix)
    {
        var rows = new List<double[]>();
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            var row = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                    sum -= row[k] * (j == i ? row[k] : rows[j][k]);
                row[j] = Rounded(i == j ? Math.Sqrt(Math.Max(sum, 1e-6)) : sum / rows[j][j]);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static List<double[]> Deviations(IEnumerable<(int Class, double[] Values)> sounds)
        => [.. sounds.GroupBy(sound => sound.Class).SelectMany(own =>
        {
            var mean = Mean(own.Select(sound => sound.Values));
            return own.Select(sound => Less(sound.Values, mean));
        })];

    private static double[,] Covariance(List<double[]> deviations, int size)
    {
        var covariance = new double[size, size];
        foreach (var values in deviations)
        {
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    covariance[i, j] += values[i] * values[j] / deviations.Count;
            }
        }

        return covariance;
    }

    private static IEnumerable<double> Diagonal(double[,] matrix) => Enumerable.Range(0, matrix.GetLength(0)).Select(i => matrix[i, i]);

    private static double[] Mean(IEnumerable<double[]> points)
    {
        var (sum, count) = (Array.Empty<double>(), 0);
        foreach (var point in points)
        {
            sum = count++ == 0 ? [.. point] : [.. sum.Zip(point, (a, b) => a + b)];
        }

        return [.. sum.Select(value => value / count)];
    }

    private static double[] Less(double[] point, double[] mean) => [.. point.Zip(mean, (a, b) => a - b)];

    // Seven digits are what a float holds, and what a file needs.
    private static double Rounded(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12));
}
