namespace TinyAudioDiffusion;

/// <summary>
/// How the characters of a class's recordings are distributed: a Gaussian with full covariance, and the quantiles of the named measures,
/// which the sliders stand on.
/// </summary>
/// <remarks>
/// Arithmetic of +, -, *, / and square roots alone, so that every machine draws the same character. Safe to use from several threads at
/// once.
/// </remarks>
public sealed record CharacterPrior
{
    // Keeps the character's draws apart from the noise of the same seed.
    private const int Part = 0x43484152; // "CHAR"

    /// <summary>Gets the mean, one value for each coordinate.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>Gets the lower triangle of the covariance's Cholesky factor: row i has i + 1 values, with a positive last one.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Factor { get; init; }

    /// <summary>
    /// Gets the quantiles of each named coordinate: the smallest value, evenly spaced ones between, and the largest; at least two, rising.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<double>> Quantiles { get; init; }

    /// <summary>Draws a character.</summary>
    /// <param name="seed">The seed: the same one draws the same character.</param>
    /// <param name="sliders">
    /// What is asked for; what it leaves open is drawn from the rest of the distribution. The same seed with another value is the same
    /// character, changed.
    /// </param>
    /// <returns>The coordinates.</returns>
    public float[] Draw(ulong seed, CharacterSliders? sliders = null) => Change(Draw(seed), sliders);

    /// <summary>Changes a character to what sliders ask for; what they leave open follows as it usually goes with the rest.</summary>
    /// <param name="character">The coordinates.</param>
    /// <param name="sliders">What is asked for; null for nothing.</param>
    /// <returns>The coordinates.</returns>
    public float[] Change(SoundCharacter character, CharacterSliders? sliders)
    {
        ArgumentNullException.ThrowIfNull(character);
        return Change([.. character.Coordinates], sliders);
    }

    private double[] Draw(ulong seed)
    {
        var normal = new float[Mean.Count];
        new Noise.NoiseStream(seed).Part(Part).Fill(normal, 1, 0);
        var drawn = new double[Mean.Count];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = Mean[i];
            for (var j = 0; j <= i; j++)
                drawn[i] += Factor[i][j] * normal[j];
        }

        return drawn;
    }

    private float[] Change(double[] character, CharacterSliders? sliders)
    {
        if (sliders is not null)
            Condition(character, sliders);
        return [.. character.Select(value => (float)value)];
    }

    /// <summary>Gets the coordinate at a quantile of a named measure.</summary>
    internal double At(int control, double quantile)
    {
        var table = Quantiles[control];
        var place = Math.Clamp(quantile, 0, 1) * (table.Count - 1);
        var below = Math.Min((int)place, table.Count - 2);
        return table[below] + ((place - below) * (table[below + 1] - table[below]));
    }

    // Matheron's rule: x + C_xs C_ss^-1 (wanted - x_s) is a draw of x given that x_s is as wanted.
    private void Condition(double[] drawn, CharacterSliders sliders)
    {
        List<(int Control, double Quantile)> wanted = [.. sliders.Given()];
        if (wanted.Count == 0)
            return;
        var (matrix, missing) = (new double[wanted.Count, wanted.Count], new double[wanted.Count]);
        for (var i = 0; i < wanted.Count; i++)
        {
            missing[i] = At(wanted[i].Control, wanted[i].Quantile) - drawn[wanted[i].Control];
            for (var j = 0; j < wanted.Count; j++)
                matrix[i, j] = Covariance(wanted[i].Control, wanted[j].Control);
        }

        Solve(matrix, missing);
        for (var i = 0; i < drawn.Length; i++)
        {
            for (var j = 0; j < wanted.Count; j++)
                drawn[i] += Covariance(i, wanted[j].Control) * missing[j];
        }
    }

    private double Covariance(int a, int b)
    {
        var sum = 0.0;
        for (var k = 0; k <= Math.Min(a, b); k++)
            sum += Factor[a][k] * Factor[b][k];
        return sum;
    }

    // Gaussian elimination of a positive definite matrix, which needs no pivots.
    private static void Solve(double[,] matrix, double[] right)
    {
        for (var column = 0; column < right.Length; column++)
        {
            for (var row = column + 1; row < right.Length; row++)
            {
                var factor = matrix[row, column] / matrix[column, column];
                for (var k = column; k < right.Length; k++)
                    matrix[row, k] -= factor * matrix[column, k];
                right[row] -= factor * right[column];
            }
        }

        for (var row = right.Length - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < right.Length; k++)
                right[row] -= matrix[row, k] * right[k];
            right[row] /= matrix[row, row];
        }
    }
}
