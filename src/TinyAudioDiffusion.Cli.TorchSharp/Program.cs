using TinyAudioDiffusion.Cli;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.TorchSharp;

return await TadProcess.RunAsync(args, new EngineCatalog(new TorchSharpEngineProvider()));
