using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>An engine that this build of tad has.</summary>
internal interface IEngineProvider
{
    /// <summary>Gets the name that --engine chooses by.</summary>
    string Name { get; }

    /// <summary>Makes the engine, for the caller to dispose.</summary>
    /// <param name="choice">What the command line says of it.</param>
    /// <exception cref="TinyAudioDiffusionException">The engine does not work here, or not so.</exception>
    TensorEngine Create(EngineChoice choice);

    /// <summary>Looks whether the engine would work here; never throws because it would not.</summary>
    EngineReport Examine();
}
