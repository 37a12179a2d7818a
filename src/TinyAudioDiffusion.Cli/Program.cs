using TinyAudioDiffusion.Cli;
using TinyAudioDiffusion.Cli.Engines;

return await TadProcess.RunAsync(args, new EngineCatalog());
