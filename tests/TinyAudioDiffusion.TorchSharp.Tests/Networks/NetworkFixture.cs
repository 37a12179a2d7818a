using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

// The place of the fixture that the shared golden tests ask for: the same networks, on the other engine.
namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>The TorchSharp engine, and what makes networks on it.</summary>
public sealed class NetworkFixture : IDisposable
{
    public static readonly Registry<ITransformFactory> Transforms
        = new("transform", [new RawTransform(), new PatchingTransformFactory(), new LearnedTransformFactory()]);

    private readonly ServiceProvider _services = new ServiceCollection().AddTinyAudioDiffusion().UseTorchSharp()
        .Services.BuildServiceProvider();

    public TensorEngine Engine => _services.GetRequiredService<TensorEngine>();

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
