using BenchmarkDotNet.Running;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Benchmarks.Denoising;
using TinyAudioDiffusion.Benchmarks.Distillation;
using TinyAudioDiffusion.Benchmarks.Peers;
using TinyAudioDiffusion.Benchmarks.Samplers;
using TinyAudioDiffusion.Benchmarks.Transforms;

if (args is ["samplers", .. var rest])
    await SamplerMeasurement.RunAsync(rest).ConfigureAwait(false);
else if (args is ["distillation", .. var evaluations])
    CallsAgainstQuality.Run(evaluations);
else if (args is ["peers", .. var threads])
    PeerComparison.Run(threads);
else if (args is ["denoising", .. var sounds])
    await DenoisingMeasurement.RunAsync(sounds).ConfigureAwait(false);
else if (args is ["transforms", .. var study])
    await TransformStudy.RunAsync(study).ConfigureAwait(false);
else
    BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(args, new KernelConfig());
