namespace TinyAudioDiffusion.Hub.Tests.Faults;

/// <summary>One row of the matrix, or one variant of it.</summary>
/// <param name="Name">The row's number and what goes wrong.</param>
/// <param name="Run">Makes it go wrong, and asserts.</param>
internal sealed record FaultRow(string Name, Func<HubScenario, Task> Run);
