using BenchmarkDotNet.Running;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Benchmarks.Distillation;
using TinyAudioDiffusion.Benchmarks.Peers;
using TinyAudioDiffusion.Benchmarks.Samplers;

if (args is ["samplers", .. var rest])
    await SamplerMeasurement.RunAsync(rest).ConfigureAwait(false);
else if (args is ["distillation", .. var evaluations])
    CallsAgainstQuality.Run(evaluations);
else if (args is ["peers", .. var threads])
    PeerComparison.Run(threads);
else
    BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(args, new KernelConfig());
