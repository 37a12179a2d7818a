namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The names of the library's engines, whether this build has them or not.</summary>
internal static class EngineNames
{
    public const string Managed = "managed";

    public const string TorchSharp = "torchsharp";

    /// <summary>The advice for somebody who asks for the TorchSharp engine in a build without it.</summary>
    public const string TorchSharpIsElsewhere =
        "this build of tad has no TorchSharp engine, because libtorch is hundreds of megabytes: "
        + "run the one that has it, src/TinyAudioDiffusion.Cli.TorchSharp in the repository; docs/torchsharp.md tells how.";
}
