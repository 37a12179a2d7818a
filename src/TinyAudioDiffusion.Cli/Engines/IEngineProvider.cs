using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>Makes one of the engines of this build.</summary>
internal interface IEngineProvider
{
    /// <summary>Gets the name that --engine chooses by.</summary>
    string Name { get; }

    /// <summary>Makes the engine. The caller disposes it.</summary>
    /// <param name="choice">The engine settings of the command line.</param>
    /// <exception cref="TinyAudioDiffusionException">The engine does not work here, or not with these settings.</exception>
    TensorEngine Create(EngineChoice choice);

    /// <summary>Finds out whether the engine would work here. An engine that does not work is no exception but a report.</summary>
    EngineReport Examine();
}
