namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>One kind of operation in one pass.</summary>
/// <param name="Operation">Its name, with the number of channels or samples that decides its speed: "Convolve 128".</param>
/// <param name="Calls">How often it was called.</param>
/// <param name="Seconds">The time of all calls.</param>
/// <param name="Gflop">The work of all calls, in thousand millions of multiplications and additions; 0 for operations that only move data.</param>
/// <param name="Gflops">Its rate.</param>
/// <param name="FractionOfPeak">Its rate as a fraction of the peak.</param>
internal sealed record OperationReport(string Operation, long Calls, double Seconds, double Gflop, double Gflops, double FractionOfPeak)
{
    /// <summary>The name for the time between the operations, which is the network's own code.</summary>
    public const string Between = "between operations";
}
