namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The numbers of all parameters cut into pieces that fit a core's cache, so that threads can share elementwise work. Where the cuts are
/// depends on the parameters alone: sums over pieces have the same bits for any number of threads.
/// </summary>
internal sealed class ParameterPieces
{
    private const int LongestPiece = 1 << 15;

    private readonly Piece[] _pieces;
    private readonly Range[] _ofParameter;

    public ParameterPieces(IReadOnlyList<int> lengths)
    {
        var pieces = new List<Piece>();
        _ofParameter = new Range[lengths.Count];
        for (var parameter = 0; parameter < lengths.Count; parameter++)
        {
            var first = pieces.Count;
            for (var start = 0; start < lengths[parameter]; start += LongestPiece)
                pieces.Add(new Piece(pieces.Count, parameter, start, Math.Min(LongestPiece, lengths[parameter] - start)));
            _ofParameter[parameter] = first..pieces.Count;
        }

        _pieces = [.. pieces];
    }

    public int Count => _pieces.Length;

    /// <summary>Does something to every piece of every parameter, on as many threads as are allowed.</summary>
    public void ForEach(int threads, Action<Piece> action) => ForEach(0, _pieces.Length, threads, action);

    /// <summary>Does something to every piece of one parameter.</summary>
    public void ForEach(int parameter, int threads, Action<Piece> action)
    {
        var (first, count) = _ofParameter[parameter].GetOffsetAndLength(_pieces.Length);
        ForEach(first, first + count, threads, action);
    }

    private void ForEach(int first, int end, int threads, Action<Piece> action)
    {
        if (threads != 1 && end - first > 1)
        {
            Parallel.For(first, end, new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads }, i => action(_pieces[i]));
            return;
        }

        for (var i = first; i < end; i++)
            action(_pieces[i]);
    }

    /// <summary>A piece.</summary>
    /// <param name="Number">Its place among all.</param>
    /// <param name="Parameter">Its parameter.</param>
    /// <param name="Start">Its start in the parameter.</param>
    /// <param name="Length">Its length.</param>
    internal readonly record struct Piece(int Number, int Parameter, int Start, int Length)
    {
        public Span<float> Of(float[] values) => values.AsSpan(Start, Length);
    }
}
