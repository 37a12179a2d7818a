namespace TinyAudioDiffusion.Engine.Diagnostics;

/// <summary>What one kind of operation took in all its calls.</summary>
/// <param name="Operation">The operation, with the shape of its work where that decides its speed: "Convolve 3x128".</param>
/// <param name="Calls">The number of calls.</param>
/// <param name="Seconds">The time of all calls, in seconds.</param>
/// <param name="FloatingPointOperations">The multiplications and additions of its matrix products, as the reference performs them.</param>
public sealed record OperationTiming(string Operation, long Calls, double Seconds, double FloatingPointOperations);
