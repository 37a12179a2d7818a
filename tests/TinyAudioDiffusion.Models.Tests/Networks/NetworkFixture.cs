using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>An engine, and what makes networks on it; which engine is said in `NetworkFixture.Engine.cs` of the test project.</summary>
public sealed partial class NetworkFixture : IDisposable
{
    public static readonly Registry<ITransformFactory> Transforms
        = new("transform", [new RawTransform(), new PatchingTransformFactory(), new LearnedTransformFactory()]);

    private readonly ServiceProvider _services = Register(new ServiceCollection()).BuildServiceProvider();

    public TensorEngine Engine => _services.GetRequiredService<TensorEngine>();

    public ModelOpener Opener => _services.GetRequiredService<ModelOpener>();

    public ModelLoader Loader => _services.GetRequiredService<ModelLoader>();

    public DiffusionNetwork Load(OpenedModel opened)
    {
        var network = new DiffusionNetwork(opened.Description, Transforms);
        network.Load(Engine, opened.Weights);
        return network;
    }

    public float[] Read(Tensor tensor)
    {
        var values = new float[tensor.Shape.ElementCount];
        Engine.Read(tensor, values);
        return values;
    }

    public void Dispose() => _services.Dispose();
}
