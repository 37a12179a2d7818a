namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The engines of the library, in this build or not.</summary>
internal static class EngineNames
{
    public const string Managed = "managed";

    public const string TorchSharp = "torchsharp";

    /// <summary>What to do where the TorchSharp engine is asked for and not there.</summary>
    public const string TorchSharpIsElsewhere =
        "this build of tad has no TorchSharp engine, because not every package feed has it: "
        + "run the one that has, src/TinyAudioDiffusion.Cli.TorchSharp in the repository; docs/torchsharp.md tells how.";
}
