namespace TinyAudioDiffusion.Engine;

/// <summary>
/// The extents of a tensor, one to three of them, from the outermost to the innermost. Activations are [batch, channels, samples], features
/// are [batch, features].
/// </summary>
public readonly record struct Shape
{
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;

    /// <summary>Initializes the shape of a vector.</summary>
    /// <param name="length">The number of elements, at least 1.</param>
    public Shape(int length)
    {
        Rank = 1;
        (_first, _second, _third) = (Positive(length), 1, 1);
    }

    /// <summary>Initializes the shape of a matrix.</summary>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="columns">The number of columns, at least 1.</param>
    public Shape(int rows, int columns)
    {
        Rank = 2;
        (_first, _second, _third) = (Positive(rows), Positive(columns), 1);
        _ = checked(rows * columns);
    }

    /// <summary>Initializes the shape of a tensor with three axes.</summary>
    /// <param name="batch">The outermost extent, at least 1.</param>
    /// <param name="channels">The middle extent, at least 1.</param>
    /// <param name="samples">The innermost extent, at least 1.</param>
    public Shape(int batch, int channels, int samples)
    {
        Rank = 3;
        (_first, _second, _third) = (Positive(batch), Positive(channels), Positive(samples));
        _ = checked(batch * channels * samples);
    }

    /// <summary>Gets the number of axes.</summary>
    public int Rank { get; }

    /// <summary>Gets the number of elements.</summary>
    public int ElementCount => _first * _second * _third;

    /// <summary>Gets the innermost extent.</summary>
    public int RowLength => this[Rank - 1];

    /// <summary>Gets the product of all extents but the innermost.</summary>
    public int Rows => ElementCount / RowLength;

    /// <summary>Gets one extent.</summary>
    /// <param name="axis">The axis, from 0.</param>
    public int this[int axis] => axis < Rank
        ? axis switch { 0 => _first, 1 => _second, _ => _third }
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The shape {this} has {Rank} axes.");

    /// <summary>Gives the extents in brackets, for messages.</summary>
    /// <returns>For instance "[2, 32, 1024]".</returns>
    public override string ToString() => Rank switch
    {
        1 => $"[{_first}]",
        2 => $"[{_first}, {_second}]",
        _ => $"[{_first}, {_second}, {_third}]",
    };

    private static int Positive(int extent) => extent > 0
        ? extent
        : throw new ArgumentOutOfRangeException(nameof(extent), extent, "Every extent of a shape is at least 1.");
}
