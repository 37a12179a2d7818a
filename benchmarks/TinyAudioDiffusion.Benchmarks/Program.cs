using BenchmarkDotNet.Running;
using TinyAudioDiffusion.Benchmarks.Configuration;

BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(args, new KernelConfig());
