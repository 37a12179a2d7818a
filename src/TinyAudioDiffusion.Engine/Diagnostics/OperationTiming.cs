namespace TinyAudioDiffusion.Engine.Diagnostics;

/// <summary>The time of all calls of one kind of operation.</summary>
/// <param name="Operation">The operation; with a size where the speed depends on it: "Convolve 128".</param>
/// <param name="Calls">The number of calls.</param>
/// <param name="Seconds">The time of all calls, in seconds.</param>
/// <param name="FloatingPointOperations">
/// The number of multiplications and additions in its matrix products, counted as the reference performs them.
/// </param>
public sealed record OperationTiming(string Operation, long Calls, double Seconds, double FloatingPointOperations);
