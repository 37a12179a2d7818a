namespace TinyAudioDiffusion.TorchSharp.Tests;

/// <summary>Tests that count the live tensors of the process: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LiveTensors
{
    public const string Name = "live tensors";
}
