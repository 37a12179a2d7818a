using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Weights;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tests;

public sealed class TorchSharpEngineTests
{
    [Theory]
    [InlineData("gpu")]
    [InlineData("")]
    [InlineData("cpu:0")]
    [InlineData("cuda:first")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:0:1")]
    public void Device_ThatNobodyHas_SaysWhichAreKnown(string device)
    {
        var exception = Assert.Throws<EngineUnavailableException>(() => new TorchSharpEngine(new TorchSharpOptions { Device = device }));
        Assert.Contains($"\"{device}\"; known are cpu, cuda, cuda:N and mps.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_ThatThisMachineLacks_IsNeverReplacedByAnother()
    {
        var devices = TorchSharpReport.Examine().Devices;
        foreach (var device in new[] { "cuda:99", "cuda", "mps" })
        {
            if (!devices.Any(known => known.StartsWith(device, StringComparison.Ordinal)))
                Assert.Contains($"\"{device}\"", Assert.Throws<EngineUnavailableException>(
                    () => new TorchSharpEngine(new TorchSharpOptions { Device = device })).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Report_NamesTheDevices()
    {
        var report = TorchSharpReport.Examine();
        Assert.Null(report.Problem);
        Assert.Contains("cpu", report.Devices);
        Assert.Matches(@"^\d+\.\d+\.\d+", TorchSharpReport.Version);
    }

    [Fact]
    public void UseTorchSharp_TakesThePlaceOfTheManagedEngine()
    {
        using var services = new ServiceCollection().AddTinyAudioDiffusion()
            .UseTorchSharp(o => (o.Device, o.Precision) = ("cpu", TorchSharpPrecision.BFloat16)).Services.BuildServiceProvider();
        var engine = Assert.IsType<TorchSharpEngine>(Assert.Single(services.GetServices<TensorEngine>()));
        Assert.Equal($"TorchSharp {TorchSharpReport.Version}, cpu, bfloat16", engine.Description);
    }

    [Fact]
    public void UseManagedEngine_AfterIt_TakesItsPlace()
    {
        using var services = new ServiceCollection().AddTinyAudioDiffusion().UseTorchSharp().UseManagedEngine(new ManagedEngineOptions())
            .Services.BuildServiceProvider();
        Assert.IsType<ManagedEngine>(services.GetRequiredService<TensorEngine>());
    }

    [Fact]
    public void Tensor_OfAnotherEngine_IsRefused()
    {
        using var engine = new TorchSharpEngine();
        using var other = new ManagedEngine();
        using var own = engine.CreateTensor([1f], new Shape(1, 1));
        using var foreign = other.CreateTensor([1f], new Shape(1, 1));
        Assert.Contains("TorchSharp", Assert.Throws<ArgumentException>(() => engine.Add(own, foreign)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_IsSeenByTheNextPass_InEveryPrecision()
    {
        foreach (var precision in Enum.GetValues<TorchSharpPrecision>())
        {
            using var engine = new TorchSharpEngine(new TorchSharpOptions { Precision = precision });
            using var x = engine.CreateTensor([1f, 2f, 4f], new Shape(1, 1, 3));
            using var kernel = engine.CreateWeight([1f], new Shape(1, 1, 1), WeightUse.Convolution);
            using var before = engine.Convolve(x, new ConvolutionWeights(kernel, Bias: null));
            engine.Update(kernel, [2f]);
            using var after = engine.Convolve(x, new ConvolutionWeights(kernel, Bias: null));
            Assert.Equal([1f, 2f, 4f], Read(engine, before));
            Assert.Equal([2f, 4f, 8f], Read(engine, after));
        }
    }

    [Fact]
    public void Passes_OfManyThreads_DoNotDisturbEachOther()
    {
        using var engine = new TorchSharpEngine();
        using var kernel = engine.CreateWeight([0.5f, 1f, 0.25f], new Shape(1, 1, 3), WeightUse.Convolution);
        Parallel.For(0, 64, i =>
        {
            using var tape = i % 2 == 0 ? engine.CreateTape() : null;
            var own = tape?.Engine ?? engine;
            using var x = own.CreateTensor([i, i, i], new Shape(1, 1, 3));
            using var y = own.Convolve(x, new ConvolutionWeights(kernel, Bias: null));
            Assert.Equal([1.25f * i, 1.75f * i, 1.5f * i], Read(own, y));
        });
    }

    [Fact]
    public void Tensor_InAScopeOfTheCallers_OutlivesIt()
    {
        using var engine = new TorchSharpEngine();
        Tensor tensor;
        using (torch.NewDisposeScope())
            tensor = engine.CreateTensor([3f], new Shape(1));
        using (tensor)
            Assert.Equal([3f], Read(engine, tensor));
    }

    private static float[] Read(TensorEngine engine, Tensor tensor)
    {
        var values = new float[tensor.Shape.ElementCount];
        engine.Read(tensor, values);
        return values;
    }
}
