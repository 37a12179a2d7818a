namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The numbers of all parameters cut into pieces that fit a core's cache, so that threads can share elementwise work. Where the cuts are depends on the parameters alone:
/// sums over pieces have the same bits for any number of threads.
/// </summary>
internal sealed class ParameterPieces
{
    private const int LongestPiece = 1 << 15;

    private readonly (int Parameter, int Start, int Length)[] _pieces;

    public ParameterPieces(IEnumerable<int> lengths)
    {
        var pieces = new List<(int, int, int)>();
        var parameter = 0;
        foreach (var length in lengths)
        {
            for (var start = 0; start < length; start += LongestPiece)
                pieces.Add((parameter, start, Math.Min(LongestPiece, length - start)));
            parameter++;
        }

        _pieces = [.. pieces];
    }

    public int Count => _pieces.Length;

    /// <summary>Does something to every piece, on as many threads as are allowed.</summary>
    public void ForEach(int threads, PieceAction action)
    {
        if (threads == 1)
        {
            for (var i = 0; i < _pieces.Length; i++)
                Run(i);
            return;
        }

        Parallel.For(0, _pieces.Length, new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads }, Run);

        void Run(int i)
        {
            var (parameter, start, length) = _pieces[i];
            action(i, parameter, start, length);
        }
    }

    /// <summary>Takes a piece: its number, its parameter, and where it lies in it.</summary>
    internal delegate void PieceAction(int piece, int parameter, int start, int length);
}
