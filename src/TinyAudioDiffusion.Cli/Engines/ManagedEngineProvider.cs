using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The engine that every build has.</summary>
internal sealed class ManagedEngineProvider : IEngineProvider
{
    public string Name => EngineNames.Managed;

    public TensorEngine Create(EngineChoice choice)
        => choice is { Device: null, Precision: null }
            ? new ManagedEngine(new ManagedEngineOptions { Threads = choice.Threads ?? 0 })
            : throw new CommandException("The managed engine computes in float32 on the processor: --device and --precision belong to --engine torchsharp.");

    public EngineReport Examine()
    {
        using var engine = new ManagedEngine();
        return new(Name, $"{Machine.InstructionSet(engine.Width)}, {Sentences.Count(engine.Threads, "thread", "threads")}", ["cpu"], Problem: null);
    }
}
